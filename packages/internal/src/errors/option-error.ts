import { GoffError } from './goff-error.ts';

/** An option of a provider is missing or illegal. Thrown by constructors only. */
export class OptionError extends GoffError {
  override readonly name = 'OptionError';
  override readonly code = 'OPTION_INVALID';
  override readonly recoverable = false;
  /** Name of the option. */
  readonly option: string;

  constructor(option: string, message: string) {
    super(message);
    this.option = option;
  }
}
