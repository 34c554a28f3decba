import type { Logger } from '@openfeature/core';
import { LOG_LEVELS, type LogLevel } from './log-level.ts';

/**
 * Wraps the application's logger, or the platform's console: filters by level, marks every message as ours, and swallows whatever it throws,
 * because a broken logger may not break a flag.
 */
export function createSafeLogger(logger: Logger | undefined, level: LogLevel): Logger {
  const threshold = LOG_LEVELS.indexOf(level);
  /** `weight`: the place among the levels. */
  const pass =
    (method: keyof Logger, weight: number) =>
    (...parts: unknown[]): void => {
      if (weight < threshold) return;
      try {
        // The console is looked up at each call, so that an application's own patches are honoured.
        (logger ?? globalThis.console)[method]('[goff-web]', ...parts);
      } catch {
        // Nothing is left to tell it to.
      }
    };
  return { debug: pass('debug', 0), info: pass('info', 1), warn: pass('warn', 2), error: pass('error', 3) };
}
