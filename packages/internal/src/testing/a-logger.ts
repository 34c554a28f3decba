import type { Logger } from '@openfeature/core';

/** A logger for tests, which keeps the words of what it was told: no mark of ours, and no fault that goes along. */
export interface KeepingLogger extends Logger {
  readonly warnings: string[];
  readonly errors: string[];
}

/** Makes a {@link KeepingLogger} that has been told nothing. */
export function aLogger(): KeepingLogger {
  const warnings: string[] = [];
  const errors: string[] = [];
  const quiet = (): void => undefined;
  const keepIn =
    (list: string[]) =>
    (...parts: unknown[]): void => {
      const words = parts.filter((part) => typeof part === 'string' && part !== '[goff-web]');
      list.push(words.join(' '));
    };
  return { warnings, errors, warn: keepIn(warnings), error: keepIn(errors), info: quiet, debug: quiet };
}
