import { OpenFeature, type Provider } from '@openfeature/web-sdk';
import type { DemoFlag } from './demo-flag.ts';

/** A page's clock steps by tenths of a millisecond: a batch has to be much longer than that. */
const BATCH_MS = 2;
const BATCH_SIZE = 200;
/** The first batches pay for compiling, and any may be interrupted: the fastest tells what an evaluation costs. */
const BATCHES = 3;

const SILENT = { error: () => undefined, warn: () => undefined, info: () => undefined, debug: () => undefined };

/** Mean nanoseconds of a call. */
function timeBatch(call: () => unknown): number {
  const startedAt = performance.now();
  let count = 0;
  let tookMs = 0;
  do {
    for (let index = 0; index < BATCH_SIZE; index += 1) call();
    count += BATCH_SIZE;
    tookMs = performance.now() - startedAt;
  } while (tookMs < BATCH_MS);
  return (tookMs / count) * 1e6;
}

/**
 * Nanoseconds that the provider takes for one evaluation, the mean of a batch. It is asked directly: the SDK's share is left out, and no
 * exposure is recorded.
 */
export function meanEvaluationTime(provider: Provider, flag: DemoFlag): number {
  const context = OpenFeature.getContext();
  const evaluate = (): unknown => {
    switch (flag.type) {
      case 'boolean':
        return provider.resolveBooleanEvaluation(flag.key, flag.defaultValue, context, SILENT);
      case 'string':
        return provider.resolveStringEvaluation(flag.key, flag.defaultValue, context, SILENT);
      case 'number':
        return provider.resolveNumberEvaluation(flag.key, flag.defaultValue, context, SILENT);
      default:
        return provider.resolveObjectEvaluation(flag.key, flag.defaultValue, context, SILENT);
    }
  };
  return Math.min(...Array.from({ length: BATCHES }, () => timeBatch(evaluate)));
}
