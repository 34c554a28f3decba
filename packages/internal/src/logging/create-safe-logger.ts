import { LOG_LEVELS, type Logger, type LogLevel } from './logger.ts';

const PREFIX = '[goff-web]';

/**
 * Wraps a logger of the application: reports below `level` are dropped, each begins with the library's name, and a logger that throws
 * cannot hurt the provider.
 */
export function createSafeLogger(target: Logger, level: LogLevel): Logger {
  const threshold = LOG_LEVELS.indexOf(level);
  const at =
    (own: LogLevel, method: keyof Logger): Logger[keyof Logger] =>
    (...args) => {
      if (LOG_LEVELS.indexOf(own) < threshold) return;
      try {
        target[method](PREFIX, ...args);
      } catch {
        // There is no one left to tell.
      }
    };
  return {
    debug: at('debug', 'debug'),
    info: at('info', 'info'),
    warn: at('warning', 'warn'),
    error: at('error', 'error'),
  };
}
