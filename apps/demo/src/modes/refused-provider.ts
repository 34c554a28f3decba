import { type Provider, ProviderFatalError, type ResolutionDetails } from '@openfeature/web-sdk';

function defaultOf<T>(_flagKey: string, value: T): ResolutionDetails<T> {
  return { value };
}

/**
 * Stands in for a provider whose options were refused: never ready, and with the reason as its error, so that the page
 * shows a wrong option the way it shows every other fault.
 */
export function createRefusedProvider(name: string, reason: unknown): Provider {
  const message = reason instanceof Error ? reason.message : String(reason);
  return {
    metadata: { name },
    runsOn: 'client',
    initialize: () => Promise.reject(new ProviderFatalError(message)),
    resolveBooleanEvaluation: defaultOf,
    resolveStringEvaluation: defaultOf,
    resolveNumberEvaluation: defaultOf,
    resolveObjectEvaluation: defaultOf,
  };
}
