import { GoFeatureFlagProvider } from '@goff-web/core';
import { FlagFileError, startDevRelay } from '@goff-web/dev-relay';
import { GoFeatureFlagRemoteProvider } from '@goff-web/remote';
import { ErrorCode, type EvaluationContext, type ResolutionDetails } from '@openfeature/web-sdk';
import { beforeAll, expect, it } from 'vitest';
import type { Relay } from '../relay/relay.ts';
import { startRelay } from '../relay/start-relay.ts';
import { generateContexts, generateFlags } from './generated-flags.ts';

const FLAGS = 500;
const CONTEXTS = 50;
const SEED = 20_261_125;

let relay: Relay;
let flagKeys: readonly string[];

beforeAll(async () => {
  await using embedded = await startDevRelay({ log: () => undefined });
  const flags = generateFlags(FLAGS, SEED, (file) => {
    try {
      embedded.setFlags(file);
      return embedded.flagKeys().length === 1;
    } catch (error) {
      if (error instanceof FlagFileError) return false;
      throw error;
    }
  });
  const evaluationContextEnrichment = { env: 'prod', country: 'DE' };
  relay = await startRelay({ flags, evaluationContextEnrichment });
  const response = await fetch(`${relay.url}/v1/flag/configuration`, { method: 'POST' });
  const served = (await response.json()) as { readonly flags: object };
  flagKeys = Object.keys(served.flags);
  return () => relay.close();
});

type Asked = GoFeatureFlagProvider | GoFeatureFlagRemoteProvider;

/** What a flag answers when it is asked for as each of the four types. */
function ask(provider: Asked, flagKey: string, context: EvaluationContext): readonly Comparable[] {
  return [
    provider.resolveBooleanEvaluation(flagKey, true, context),
    provider.resolveStringEvaluation(flagKey, 'mine', context),
    provider.resolveNumberEvaluation(flagKey, 7, context),
    provider.resolveObjectEvaluation(flagKey, { mine: true }, context),
  ].map(comparable);
}

type Comparable = Pick<ResolutionDetails<unknown>, 'value' | 'variant' | 'reason' | 'errorCode'>;

function comparable(details: ResolutionDetails<unknown>): Comparable {
  const { errorCode, reason, value, variant } = details;
  return { value, variant, reason, errorCode } as Comparable;
}

/**
 * The one exception: a value that is `null` fits any type in-process, and counts as one of the wrong type in a bulk answer.
 *
 * @see {@link https://github.com/thomaspoignant/go-feature-flag/blob/v1.55.2/internal/flagstate/flag_state.go | FromFlagEvaluation}
 */
function isNull(here: readonly Comparable[], there: readonly Comparable[]): boolean {
  const fitsAny = here.every(({ errorCode, reason }) => errorCode === undefined && reason !== 'DISABLED');
  return fitsAny && there.every(({ errorCode }) => errorCode === ErrorCode.TYPE_MISMATCH);
}

it(`answers alike in both modes for ${FLAGS} flags and ${CONTEXTS} users`, { timeout: 120_000 }, async () => {
  expect(flagKeys).toHaveLength(FLAGS);
  const options = {
    endpoint: relay.url,
    pollIntervalMs: 0,
    changeStream: 'off',
    storage: 'memory',
    logLevel: 'off',
  } as const;
  const inProcess = new GoFeatureFlagProvider(options);
  const remote = new GoFeatureFlagRemoteProvider(options);
  const differences: unknown[] = [];
  const reasons = new Map<string, number>();
  await Promise.all([inProcess.initialize({}), remote.initialize({})]);
  try {
    for (const context of generateContexts(CONTEXTS, SEED) as readonly EvaluationContext[]) {
      await Promise.all([inProcess.onContextChange({}, context), remote.onContextChange({}, context)]);
      for (const flagKey of flagKeys) {
        const [here, there] = [ask(inProcess, flagKey, context), ask(remote, flagKey, context)];
        const { reason = '' } = here.find(({ errorCode }) => errorCode !== ErrorCode.TYPE_MISMATCH) ?? {};
        reasons.set(reason, (reasons.get(reason) ?? 0) + 1);
        const isAlike = JSON.stringify(here) === JSON.stringify(there) || isNull(here, there);
        if (!isAlike) differences.push({ flagKey, context, here, there });
      }
    }
  } finally {
    await Promise.all([inProcess.onClose(), remote.onClose()]);
  }
  expect(differences.slice(0, 3)).toEqual([]);
  // A comparison of errors with errors would prove little.
  expect([...reasons.keys()]).toEqual(
    expect.arrayContaining(['DEFAULT', 'DISABLED', 'SPLIT', 'STATIC', 'TARGETING_MATCH']),
  );
  expect(reasons.get('ERROR') ?? 0).toBeLessThan((FLAGS * CONTEXTS) / 2);
});
