import type { Logger } from '@openfeature/core';
import { type ExporterMetadata, exporterMetadataRule } from '../events/exporter-metadata.ts';
import type { LogLevel } from '../logging/log-level.ts';
import { createSafeLogger } from '../logging/safe-logger.ts';
import type { EvaluationSnapshot } from '../snapshot/evaluation-snapshot.ts';
import { readSnapshot, type UsableSnapshot } from '../snapshot/read-snapshot.ts';
import { snapshotRule } from '../snapshot/snapshot-rule.ts';
import type { ApplicationStorage, StorageChoice } from '../storage/application-store.ts';
import type { OptionRule, OptionRules } from './option-rule.ts';
import {
  apiKeyRule,
  booleanRule,
  endpointRule,
  fetchRule,
  flagListRule,
  headersRule,
  integerRule,
  loggerRule,
  logLevelRule,
  oneOfRule,
  storageRule,
} from './option-rules.ts';
import type { OptionReading } from './read-options.ts';

/** What comes first at a start: what is stored on this device, or the network. */
export type CacheMode = 'local-cache-first' | 'network-first' | 'disabled';

/** How changes are heard of between two polls. */
export type ChangeStreamMode = 'auto' | 'sse' | 'websocket' | 'off';

/** What can be chosen in both modes. Read once, in the constructor, and never mutated; an illegal value throws there. */
export interface ProviderOptions {
  /**
   * Sent as `X-API-Key` with every request: printable ASCII. An empty one counts as none.
   *
   * > [!WARNING]
   * > A key in a page is public. Give it nothing but the right to evaluate.
   *
   * @defaultValue none
   */
  readonly apiKey?: string | undefined;
  /**
   * Milliseconds between two conditional requests while no change stream is live, jittered by ±10 %. `0` turns polling off; otherwise from
   * 1 000 to 86 400 000. A page that has been hidden for a minute asks nothing until it is seen again, and then at once.
   * @defaultValue 10 000; 0 where a `configuration` is given
   */
  readonly pollIntervalMs?: number | undefined;
  /**
   * Milliseconds between two conditional requests while a change stream is live, jittered by ±10 %: silence is no proof that a stream works.
   * `0` turns them off; otherwise from 1 000 to 86 400 000.
   * @defaultValue 120 000
   */
  readonly livePollIntervalMs?: number | undefined;
  /**
   * How changes are heard of between two polls. `auto`: by server-sent events where the relay proxy (1.53 or newer) and the platform have them.
   * `sse`: the same, with a warning where the platform has none, and looked for as often as `reconnectIntervalMs` says even where there never
   * was one. `websocket`: by a WebSocket. `off`: not at all. A message is followed by one conditional request, at a random moment of the next
   * second; of up to ten seconds while messages keep coming. `headers` and `fetch` do not apply to streams; the key goes into their URL, because
   * the relay proxy takes it nowhere else.
   *
   * > [!WARNING]
   * > The relay proxy sends every flag set's definitions to every WebSocket, whichever its key.
   *
   * @defaultValue `auto`
   */
  readonly changeStream?: ChangeStreamMode | undefined;
  /**
   * Longest pause in milliseconds between two attempts to open the change stream again, from 1 000 to 86 400 000. Pauses begin with two
   * seconds, double, and are jittered between half and all of it. With `auto`, a stream that has never opened is looked for up to ten times
   * less often.
   * @defaultValue 60 000
   */
  readonly reconnectIntervalMs?: number | undefined;
  /**
   * Milliseconds that a request to the relay proxy may take, headers and body together, from 1 to 600 000. Then it counts as failed.
   * @defaultValue 10 000
   */
  readonly timeoutMs?: number | undefined;
  /**
   * Keys of the flags to ask for; an empty list means all. Any other flag is answered with `FLAG_NOT_FOUND`.
   * @defaultValue all flags
   */
  readonly flagList?: readonly string[] | undefined;
  /**
   * Request headers besides the provider's own, which win.
   * @defaultValue none
   */
  readonly headers?: { readonly [name: string]: string } | undefined;
  /**
   * Used for requests to the relay proxy in place of the platform's `fetch`. Called with a `Request`.
   * @defaultValue the platform's
   */
  readonly fetch?: typeof fetch | undefined;
  /**
   * Where things outlive the page: `indexeddb`, `memory`, or an object that stores strings. Storage that fails costs one warning and
   * becomes memory.
   * @defaultValue `indexeddb` where there is one, else `memory`
   */
  readonly storage?: 'indexeddb' | 'memory' | ApplicationStorage | undefined;
  /**
   * `local-cache-first`: ready from what is stored at once, refreshed in the background. `network-first`: what is stored is used only where
   * the relay proxy does not answer within `timeoutMs`. `disabled`: nothing that the relay proxy sent is stored or read.
   * @defaultValue `local-cache-first`
   */
  readonly cacheMode?: CacheMode | undefined;
  /**
   * Milliseconds after which something stored that the relay proxy has not confirmed is no longer used; an integer from 0.
   * @defaultValue 604 800 000 (7 days)
   */
  readonly cacheMaxAgeMs?: number | undefined;
  /**
   * Evaluated flags that the page brought along, from `snapshot()` of an edge function's request or of another provider: ready at once,
   * before any network, for the very evaluation context that they were evaluated for. For any other, or in another version's format, they
   * are not used, with one warning.
   * @defaultValue none
   */
  readonly bootstrap?: EvaluationSnapshot | undefined;
  /**
   * Milliseconds after which recorded events are sent, from 1 000 to 86 400 000. They are sent earlier when there are `maxPendingEvents`, on
   * `flush()`, and when the page is hidden or closed.
   * @defaultValue 60 000
   */
  readonly flushIntervalMs?: number | undefined;
  /**
   * This many waiting events are sent at once, from 1 to 1 000 000. While the relay proxy does not take them, twice as many are kept; beyond
   * that the oldest are dropped, with a warning.
   * @defaultValue 10 000
   */
  readonly maxPendingEvents?: number | undefined;
  /**
   * Starts without recording evaluations and `track()`, and deletes what waits on this device; `setDataCollection(true)` begins.
   * @defaultValue false
   */
  readonly disableDataCollection?: boolean | undefined;
  /**
   * Strings, finite numbers and booleans that go with each evaluation event, and into the context as `gofeatureflag.exporterMetadata`.
   * `provider` and `openfeature` are the provider's own.
   * @defaultValue none
   */
  readonly exporterMetadata?: ExporterMetadata | undefined;
  /**
   * Base URL to send events to, with the same key and headers, in place of `endpoint`.
   * @defaultValue `endpoint`
   */
  readonly dataCollectorEndpoint?: string | URL | undefined;
  /**
   * Milliseconds within which an unchanged evaluation (same flag, variation, user and configuration) is recorded once, from 0 to
   * 86 400 000. `0` records every evaluation, as GO Feature Flag's specification wants it.
   * @defaultValue 0
   */
  readonly exposureWindowMs?: number | undefined;
  /**
   * Where the provider reports what it does. Neither keys nor contexts are ever in a message. One that throws is survived.
   * @defaultValue the console
   */
  readonly logger?: Logger | undefined;
  /**
   * From which weight on it reports: `debug`, `info`, `warning`, `error` or `off`.
   * @defaultValue `warning`
   */
  readonly logLevel?: LogLevel | undefined;
}

/** {@link ProviderOptions} as the rest of the code sees them: legal, copied, defaults filled in. */
export interface ResolvedProviderOptions {
  readonly apiKey: string | undefined;
  readonly pollIntervalMs: number;
  readonly livePollIntervalMs: number;
  readonly changeStream: ChangeStreamMode;
  readonly reconnectIntervalMs: number;
  readonly timeoutMs: number;
  readonly flagList: readonly string[];
  readonly headers: { readonly [name: string]: string };
  readonly fetch: typeof fetch | undefined;
  readonly storage: StorageChoice;
  readonly cacheMode: CacheMode;
  readonly cacheMaxAgeMs: number;
  readonly bootstrap: UsableSnapshot | undefined;
  readonly flushIntervalMs: number;
  readonly maxPendingEvents: number;
  readonly disableDataCollection: boolean;
  readonly exporterMetadata: ExporterMetadata;
  /** `undefined` where it is `endpoint`. */
  readonly dataCollectorEndpoint?: string;
  readonly exposureWindowMs: number;
  readonly logger: Logger;
  /** Warns that nothing can be stored here, once, whatever it is that finds out. */
  readonly onStorageFault: (error?: unknown) => void;
}

const DAY_MS = 86_400_000;
const POLL_RULE = /* @__PURE__ */ integerRule('milliseconds', 1_000, DAY_MS, 'or-zero');

/** What is legal for each. */
export const PROVIDER_RULES: OptionRules<Omit<ProviderOptions, 'dataCollectorEndpoint'>> & {
  readonly dataCollectorEndpoint: OptionRule<string>;
} = {
  apiKey: apiKeyRule,
  pollIntervalMs: POLL_RULE,
  livePollIntervalMs: POLL_RULE,
  changeStream: /* @__PURE__ */ oneOfRule<ChangeStreamMode>(['auto', 'sse', 'websocket', 'off']),
  reconnectIntervalMs: /* @__PURE__ */ integerRule('milliseconds', 1_000, DAY_MS),
  timeoutMs: /* @__PURE__ */ integerRule('milliseconds', 1, 600_000),
  flagList: flagListRule,
  headers: headersRule,
  fetch: fetchRule,
  storage: storageRule,
  cacheMode: /* @__PURE__ */ oneOfRule<CacheMode>(['local-cache-first', 'network-first', 'disabled']),
  cacheMaxAgeMs: /* @__PURE__ */ integerRule('milliseconds', 0, 9_007_199_254_740_991),
  bootstrap: snapshotRule,
  flushIntervalMs: /* @__PURE__ */ integerRule('milliseconds', 1_000, DAY_MS),
  maxPendingEvents: /* @__PURE__ */ integerRule('', 1, 1_000_000),
  disableDataCollection: booleanRule,
  exporterMetadata: exporterMetadataRule,
  dataCollectorEndpoint: endpointRule,
  exposureWindowMs: /* @__PURE__ */ integerRule('milliseconds', 0, DAY_MS),
  logger: loggerRule,
  logLevel: logLevelRule,
};

const DEFAULTS = {
  pollIntervalMs: 10_000,
  livePollIntervalMs: 120_000,
  changeStream: 'auto',
  reconnectIntervalMs: 60_000,
  timeoutMs: 10_000,
  flagList: [],
  headers: {},
  fetch: undefined,
  storage: undefined,
  cacheMode: 'local-cache-first',
  cacheMaxAgeMs: 7 * DAY_MS,
  flushIntervalMs: 60_000,
  maxPendingEvents: 10_000,
  disableDataCollection: false,
  exporterMetadata: {},
  exposureWindowMs: 0,
} as const;

/** Fills in the defaults, and logs what the reading has to say. */
export function resolveProviderOptions(reading: OptionReading<ProviderOptions>): ResolvedProviderOptions {
  const { options, warnings } = reading;
  const logger = createSafeLogger(options.logger, options.logLevel ?? 'warning');
  for (const warning of warnings) logger.warn(warning);
  const bootstrap = options.bootstrap && readSnapshot(options.bootstrap);
  if (bootstrap?.kind === 'unusable') logger.warn(`"bootstrap" ${bootstrap.problem}; it is not used.`);
  let isTold = false;
  return {
    ...DEFAULTS,
    // The rule of `dataCollectorEndpoint` reads URLs as text.
    ...(options as typeof options & { readonly dataCollectorEndpoint?: string }),
    apiKey: presentKey(options.apiKey),
    bootstrap: bootstrap?.kind === 'usable' ? bootstrap : undefined,
    logger,
    onStorageFault(error) {
      if (!isTold) logger.warn('Storage does not work here; memory is used.', error);
      isTold = true;
    },
  };
}

/** An empty key is none, so that a variable of the environment that is not set makes no difference. */
export function presentKey(apiKey: string | undefined): string | undefined {
  return apiKey === '' ? undefined : apiKey;
}
