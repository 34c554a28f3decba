/** From which weight on messages are passed to the logger. */
export type LogLevel = 'debug' | 'info' | 'warning' | 'error' | 'off';

/** All levels, most talkative first. */
export const LOG_LEVELS: readonly LogLevel[] = ['debug', 'info', 'warning', 'error', 'off'];
