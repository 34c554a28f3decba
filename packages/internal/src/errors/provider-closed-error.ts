import { GoffError } from './goff-error.ts';

/** The provider was closed, or replaced by another, while it was starting. */
export class ProviderClosedError extends GoffError {
  override readonly name = 'ProviderClosedError';
  override readonly code = 'PROVIDER_CLOSED';
  override readonly recoverable = false;

  constructor() {
    super('The provider was closed before it was ready.');
  }
}
