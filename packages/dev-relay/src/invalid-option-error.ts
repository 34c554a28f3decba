/** An option of {@link startDevRelay} is wrong. The message names it, its legal range and the value. */
export class InvalidOptionError extends Error {
  readonly code = 'INVALID_OPTION' as const;
  /** Only a change of the program helps. */
  readonly recoverable = false as const;
  readonly option: string;

  constructor(option: string, range: string, value: unknown) {
    super(`${option} must be ${range}, not ${JSON.stringify(value) ?? String(value)}`);
    this.name = 'InvalidOptionError';
    this.option = option;
  }
}
