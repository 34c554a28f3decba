import type { EngineModule, FlagConfiguration } from '@goff-web/engine';
import { createSafeLogger, encodeStoredBody, type RelayAnswer } from '@goff-web/internal';
import { createFakeClock, type FakeClock } from '@goff-web/internal/fake-clock';
import type { EdgeRequest } from '../edge/edge-request.ts';
import { createIsolateCache, type IsolateCache } from '../edge/isolate-cache.ts';
import { IsolateConfiguration, type IsolateConfigurationParts } from '../edge/isolate-configuration.ts';
import { IsolateEvaluator } from '../edge/isolate-evaluator.ts';
import { fakeEngine } from './fake-engine.ts';

/** An isolate on fakes, and everything that a test looks at or turns. */
export interface IsolateBench {
  readonly isolate: IsolateConfiguration;
  readonly clock: FakeClock;
  /** What was logged, with its weight. */
  readonly log: string[];
  /** The validators of the requests to the relay proxy so far. */
  readonly requests: (string | undefined)[];
  /** Entries of the shared cache. */
  readonly entries: Map<string, string>;
  /** What requests asked to be held. */
  readonly held: Promise<unknown>[];
  /** What the relay proxy answers from now on. */
  answer: RelayAnswer | (() => Promise<RelayAnswer>);
  /** A request with `waitUntil`; resolves with what flag `flag` answers it, `none` where there is no configuration. */
  request(request?: EdgeRequest): Promise<unknown>;
  /** Makes another isolate that shares the cache. */
  another(): IsolateBench;
}

const URL_OF_ENTRY = 'http://relay.test/entry';

/** Puts an isolate on fakes. */
export function anIsolate(
  answer: IsolateBench['answer'],
  parts: Partial<IsolateConfigurationParts> = {},
  shared: { readonly clock: FakeClock; readonly entries: Map<string, string> } = {
    clock: createFakeClock(),
    entries: new Map(),
  },
): IsolateBench {
  const { clock, entries } = shared;
  const log: string[] = [];
  const requests: (string | undefined)[] = [];
  const held: Promise<unknown>[] = [];
  const write =
    (weight: string) =>
    (_: unknown, text: unknown): void =>
      void log.push(`${weight}: ${String(text)}`);
  const logger = createSafeLogger(
    { debug: write('debug'), info: write('info'), warn: write('warn'), error: write('error') },
    'warning',
  );
  const engine = async (): Promise<EngineModule> => fakeEngine;
  const cache = createIsolateCache({
    cache: mapAsCache(entries),
    url: URL_OF_ENTRY,
    maxAgeMs: 86_400_000,
    clock,
    logger,
  });
  const isolate = new IsolateConfiguration({
    source: {
      fetch: async (entityTag, signal) => {
        requests.push(entityTag);
        const next = bench.answer;
        const answered = await Promise.race([typeof next === 'function' ? next() : next, aborted(signal)]);
        const isKnown = answered.kind === 'body' && (await answered.body.entityTag()) === entityTag;
        return isKnown ? { kind: 'not-modified' } : answered;
      },
    },
    given: undefined,
    cache: (): IsolateCache => cache,
    loadEvaluator: async () => new IsolateEvaluator((await engine()).createEvaluator()),
    onApplied: () => undefined,
    pollIntervalMs: 10_000,
    startTimeoutMs: 1_000,
    timeoutMs: 10_000,
    clock,
    random: () => 0.5,
    logger,
    ...parts,
  });
  const bench: IsolateBench = {
    isolate,
    clock,
    log,
    requests,
    entries,
    held,
    answer,
    async request(request = { waitUntil: (work) => void held.push(work) }) {
      await isolate.prepare(request);
      return isolate.evaluator === undefined ? 'none' : isolate.evaluator.evaluate({}, 'flag')?.value;
    },
    another: () => anIsolate(bench.answer, parts, shared),
  };
  return bench;
}

/** Leaves a configuration in the shared cache, as another isolate would. */
export function leaveInCache(bench: IsolateBench, configuration: FlagConfiguration, entityTag: string): void {
  const entry = { entityTag, lastModifiedMs: undefined, savedAtMs: bench.clock.now() };
  bench.entries.set(URL_OF_ENTRY, encodeStoredBody({ ...entry, body: JSON.stringify(configuration) }));
}

function aborted(signal: AbortSignal): Promise<RelayAnswer> {
  if (signal.aborted) return Promise.resolve({ kind: 'aborted' });
  return new Promise((resolve) => {
    signal.addEventListener('abort', () => resolve({ kind: 'aborted' }));
  });
}

/** What of the platform's `Cache` is used, over a map. */
export function mapAsCache(entries: Map<string, string>): Cache {
  const cache: Pick<Cache, 'delete' | 'match' | 'put'> = {
    match: async (url) =>
      entries.has(new Request(url).url) ? new Response(entries.get(new Request(url).url)) : undefined,
    put: async (url, response) => void entries.set(new Request(url).url, await response.text()),
    delete: async (url) => entries.delete(new Request(url).url),
  };
  return cache as Cache;
}
