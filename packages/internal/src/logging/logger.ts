/** Where a provider reports what it does. OpenFeature's `Logger` and the console both fit. */
export interface Logger {
  error(...args: unknown[]): void;
  warn(...args: unknown[]): void;
  info(...args: unknown[]): void;
  debug(...args: unknown[]): void;
}

/** How much is reported, from everything to nothing. */
export type LogLevel = 'debug' | 'info' | 'warning' | 'error' | 'off';

/** The levels, most talkative first. */
export const LOG_LEVELS: readonly LogLevel[] = ['debug', 'info', 'warning', 'error', 'off'];
