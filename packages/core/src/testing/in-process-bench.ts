import type { EngineModule, FlagConfiguration } from '@goff-web/engine';
import {
  type ContextLike,
  createMemoryStore,
  createUpdates,
  entityTagOf,
  type KeyValueStore,
  type ProviderSignal,
  type RelayAnswer,
  RelayForbiddenError,
  RelayRateLimitedError,
  RelayStatusError,
  RelayUnauthorizedError,
} from '@goff-web/internal';
import { aLogger } from '@goff-web/internal/a-logger';
import { createFakeClock, type FakeClock } from '@goff-web/internal/fake-clock';
import type { ResolutionDetails } from '@openfeature/web-sdk';
import { ConfigurationCache } from '../cache/configuration-cache.ts';
import { decodeConfiguration } from '../configuration/decode-configuration.ts';
import { toOutcome } from '../configuration/to-outcome.ts';
import { FlagEvaluator } from '../evaluation/flag-evaluator.ts';
import { InProcessMode } from '../in-process-mode.ts';
import type { InProcessParts } from '../in-process-parts.ts';
import { fakeEngine } from './fake-engine.ts';

const DAY_MS = 86_400_000;
const URL_OF_RELAY = 'http://relay.test/v1/flag/configuration';

/** In-process mode on fakes, and everything that a test looks at or turns. */
export interface InProcessBench {
  readonly mode: InProcessMode;
  readonly clock: FakeClock;
  readonly store: KeyValueStore;
  readonly signals: ProviderSignal[];
  readonly warnings: string[];
  /** The validators of the requests so far. */
  readonly requests: (string | undefined)[];
  /** What the relay proxy answers from now on. */
  answer: RelayAnswer | (() => Promise<RelayAnswer>);
}

/** Puts in-process mode on fakes. `answer` is what the relay proxy says at first. */
export function aBench(
  answer: InProcessBench['answer'],
  { pollIntervalMs = 10_000, ...parts }: Partial<InProcessParts> & { readonly pollIntervalMs?: number } = {},
  store: KeyValueStore = createMemoryStore(),
): InProcessBench {
  const clock = createFakeClock();
  const identity = { endpoint: 'http://relay.test', apiKey: undefined, flagList: [] };
  const signals: ProviderSignal[] = [];
  const logger = aLogger();
  const requests: (string | undefined)[] = [];
  const bench: InProcessBench = {
    clock,
    store,
    signals,
    warnings: logger.warnings,
    requests,
    answer,
    mode: new InProcessMode({
      source: {
        fetch: async (entityTag) => {
          requests.push(entityTag);
          const next = bench.answer;
          const answered = typeof next === 'function' ? await next() : next;
          const isKnown = answered.kind === 'body' && (await answered.body.entityTag()) === entityTag;
          return isKnown ? { kind: 'not-modified' } : answered;
        },
      },
      given: undefined,
      bootstrap: undefined,
      cache: new ConfigurationCache(store, clock, 7 * DAY_MS, identity),
      restoreFirst: true,
      createUpdates: (attempt, serving) =>
        createUpdates({
          attempt,
          serving,
          endpoint: 'source' in parts && parts.source === undefined ? undefined : identity.endpoint,
          apiKey: () => undefined,
          groupName: () => 'group',
          keeps: false,
          settings: {
            changeStream: 'off',
            pollIntervalMs,
            livePollIntervalMs: 120_000,
            reconnectIntervalMs: 60_000,
            logger,
          },
          platform: { clock, random: () => 0.5, page: undefined, isLockHeld: undefined, loadWatch: undefined },
        }),
      loadEngine: async (): Promise<EngineModule> => fakeEngine,
      loadEvaluation: async () => ({ FlagEvaluator, decodeConfiguration, toOutcome }),
      clock,
      page: undefined,
      enrich: (context) => context,
      onApplied: () => undefined,
      logger,
      signal: (signal) => void signals.push(signal),
      ...parts,
    }),
  };
  return bench;
}

/** A 200 with these flags. */
export function aBody(
  flags: { readonly [key: string]: unknown },
  enrichment?: { readonly [key: string]: unknown },
): RelayAnswer {
  return aText(
    JSON.stringify({ flags, ...(enrichment === undefined ? {} : { evaluationContextEnrichment: enrichment }) }),
  );
}

/** A 200 with this text. */
export function aText(text: string): RelayAnswer {
  const entityTag = entityTagOf(new TextEncoder().encode(text));
  return {
    kind: 'body',
    body: {
      text,
      contentType: 'application/json',
      entityTag: () => entityTag,
      lastModifiedMs: undefined,
      url: URL_OF_RELAY,
    },
  };
}

/** A refusal or a failure with this status. */
export function aStatus(status: 401 | 403 | 429 | 503): RelayAnswer {
  switch (status) {
    case 401:
      return { kind: 'unauthorized', error: new RelayUnauthorizedError(URL_OF_RELAY, 401, true, '') };
    case 403:
      return { kind: 'forbidden', error: new RelayForbiddenError(URL_OF_RELAY, '') };
    case 429:
      return { kind: 'rate-limited', error: new RelayRateLimitedError(URL_OF_RELAY, 90_000), retryAfterMs: 90_000 };
    case 503:
      return { kind: 'failed', error: new RelayStatusError(URL_OF_RELAY, 503, '') };
  }
}

/** A configuration for the `given` part. */
export function aConfiguration(flags: { readonly [key: string]: unknown }): FlagConfiguration {
  return { flags } as FlagConfiguration;
}

/** A request or a device that never answers. */
export function never(): Promise<never> {
  return new Promise(() => undefined);
}

/** What a flag answers as a number, -1 by default. */
export function answerOf(bench: InProcessBench, flagKey = 'a', context: ContextLike = {}): ResolutionDetails<number> {
  return bench.mode.resolve(flagKey, 'number', -1, context);
}

/** The events so far, by what they are. */
export function signalled(bench: InProcessBench): string[] {
  return bench.signals.map((signal) => (signal.type === 'error' && signal.isFatal ? 'fatal' : signal.type));
}

/** A store in which an earlier page has left these flags. */
export async function aStoreWith(flags: { readonly [key: string]: unknown }): Promise<KeyValueStore> {
  const earlier = aBench(aBody(flags));
  await earlier.mode.start({});
  await earlier.mode.close();
  return earlier.store;
}
