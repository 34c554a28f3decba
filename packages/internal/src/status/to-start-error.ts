import { ProviderFatalError, ProviderNotReadyError } from '@openfeature/web-sdk';

/** Says in OpenFeature's words why a provider could not start. The SDK goes by the code: `PROVIDER_FATAL` makes it stop asking. */
export function toStartError(cause: Error | undefined, isFatal: boolean): Error {
  const message = cause?.message ?? 'There are no flags yet.';
  return isFatal ? new ProviderFatalError(message, { cause }) : new ProviderNotReadyError(message, { cause });
}
