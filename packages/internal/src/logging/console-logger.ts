import type { Logger } from './logger.ts';

/** The platform's console, looked up at each call, so that an application's own patches of it are honoured. */
export const consoleLogger: Logger = {
  error: (...args) => globalThis.console.error(...args),
  warn: (...args) => globalThis.console.warn(...args),
  info: (...args) => globalThis.console.info(...args),
  debug: (...args) => globalThis.console.debug(...args),
};
