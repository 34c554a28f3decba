import type { Logger } from '@openfeature/core';
import { LOG_LEVELS, type LogLevel } from './log-level.ts';

/**
 * Wraps the application's logger: filters by level, marks every message as ours, and swallows whatever the logger throws, because a
 * broken logger may not break a flag.
 */
export function createSafeLogger(logger: Logger, level: LogLevel): Logger {
  const threshold = LOG_LEVELS.indexOf(level);
  const pass =
    (method: 'debug' | 'error' | 'info' | 'warn', weight: LogLevel) =>
    (...parts: unknown[]): void => {
      if (LOG_LEVELS.indexOf(weight) < threshold) return;
      try {
        logger[method]('[goff-web]', ...parts);
      } catch {
        // Nothing is left to tell it to.
      }
    };
  return {
    debug: pass('debug', 'debug'),
    info: pass('info', 'info'),
    warn: pass('warn', 'warning'),
    error: pass('error', 'error'),
  };
}
