import type { EngineSource, FlagConfiguration } from '@goff-web/engine';
import {
  endpointRule,
  integerRule,
  type OptionRule,
  type OptionRules,
  PROVIDER_RULES,
  type ProviderOptions,
  type ResolvedProviderOptions,
  readOptions,
  resolveProviderOptions,
} from '@goff-web/internal';
import { configurationRule, requireFlagsSource, wasmRule } from '../option-rules.ts';

type SharedOption =
  | 'apiKey'
  | 'cacheMaxAgeMs'
  | 'dataCollectorEndpoint'
  | 'disableDataCollection'
  | 'exporterMetadata'
  | 'exposureWindowMs'
  | 'fetch'
  | 'flagList'
  | 'headers'
  | 'logger'
  | 'logLevel'
  | 'maxPendingEvents'
  | 'pollIntervalMs'
  | 'timeoutMs';

/** What `createEdgeFlags` takes besides what the providers take as well. Read once, never mutated. */
export interface EdgeOptions extends Pick<ProviderOptions, SharedOption> {
  /** Base URL of the relay proxy: absolute, http or https, without credentials, query and fragment. Optional only beside `configuration`. */
  readonly endpoint?: string | URL | undefined;
  /**
   * A flag configuration to begin with: no request waits. Without `endpoint`, the only one.
   * @defaultValue none
   */
  readonly configuration?: FlagConfiguration | undefined;
  /**
   * Milliseconds for which a request may wait in an isolate that has no configuration yet, from 0 to 60 000. Then it is served with defaults, and
   * the configuration is for those after it.
   * @defaultValue 1 000
   */
  readonly startTimeoutMs?: number | undefined;
  /**
   * Bytes up to which a configuration is accepted, from 1 000 to 50 000 000: a larger one counts as a failed refresh, because an isolate that
   * runs out of memory takes every request with it.
   * @defaultValue 8 000 000, a fit for the 128 MB of a Cloudflare Worker
   */
  readonly maxConfigurationBytes?: number | undefined;
  /**
   * Where isolates share the configuration: a `Cache` of the platform, or `'off'`. One that fails costs one warning.
   * @defaultValue `caches.default` where there is one (Cloudflare)
   */
  readonly cache?: Cache | 'off' | undefined;
  /**
   * Milliseconds for which an isolate gathers events before it sends them, from 0 to 20 000. The request whose event is the first is held by its
   * `waitUntil` for that long.
   * @defaultValue 1 000
   */
  readonly flushIntervalMs?: number | undefined;
  /**
   * The engine: a compiled `WebAssembly.Module`, or where compiling is allowed a URL, a `Response` or bytes; ours or an official binary.
   * @defaultValue the engine that comes with this package
   */
  readonly wasm?: EngineSource | undefined;
}

type LegalOptions = { readonly [Name in keyof EdgeOptions]-?: EdgeOptions[Name] } & {
  readonly endpoint: string;
  readonly dataCollectorEndpoint: string;
};

/** {@link EdgeOptions} as the rest of the code sees them: legal, copied, defaults filled in. */
export interface ResolvedEdgeOptions extends Pick<ResolvedProviderOptions, Exclude<SharedOption, 'logLevel'>> {
  readonly endpoint: string | undefined;
  readonly configuration: FlagConfiguration | undefined;
  readonly startTimeoutMs: number;
  readonly maxConfigurationBytes: number;
  readonly cache: Cache | 'off' | undefined;
  readonly flushIntervalMs: number;
  readonly wasm: EngineSource | undefined;
}

const cacheRule: OptionRule<Cache | 'off'> = {
  range: '"off", or a Cache of the platform: an object with the functions match, put and delete',
  read(value) {
    if (value === 'off') return { value };
    if (typeof value !== 'object' || value === null) return undefined;
    const isCache = ['match', 'put', 'delete'].every((name) => typeof Reflect.get(value, name) === 'function');
    return isCache ? { value: value as Cache } : undefined;
  },
};

/** What is legal for each. */
export const EDGE_RULES: OptionRules<LegalOptions> = {
  apiKey: PROVIDER_RULES.apiKey,
  cacheMaxAgeMs: PROVIDER_RULES.cacheMaxAgeMs,
  dataCollectorEndpoint: PROVIDER_RULES.dataCollectorEndpoint,
  disableDataCollection: PROVIDER_RULES.disableDataCollection,
  exporterMetadata: PROVIDER_RULES.exporterMetadata,
  exposureWindowMs: PROVIDER_RULES.exposureWindowMs,
  fetch: PROVIDER_RULES.fetch,
  flagList: PROVIDER_RULES.flagList,
  headers: PROVIDER_RULES.headers,
  logger: PROVIDER_RULES.logger,
  logLevel: PROVIDER_RULES.logLevel,
  maxPendingEvents: PROVIDER_RULES.maxPendingEvents,
  pollIntervalMs: PROVIDER_RULES.pollIntervalMs,
  timeoutMs: PROVIDER_RULES.timeoutMs,
  endpoint: endpointRule,
  configuration: configurationRule,
  startTimeoutMs: /* @__PURE__ */ integerRule('milliseconds', 0, 60_000),
  maxConfigurationBytes: /* @__PURE__ */ integerRule('bytes', 1_000, 50_000_000),
  cache: cacheRule,
  flushIntervalMs: /* @__PURE__ */ integerRule('milliseconds', 0, 20_000),
  wasm: wasmRule,
};

/** @throws {OptionError} `OPTION_INVALID` on the first option that is missing or illegal. */
export function resolveEdgeOptions(input: unknown): ResolvedEdgeOptions {
  const reading = readOptions<LegalOptions>('createEdgeFlags', input, EDGE_RULES);
  const {
    cache,
    configuration,
    endpoint,
    flushIntervalMs,
    maxConfigurationBytes,
    pollIntervalMs,
    startTimeoutMs,
    wasm,
  } = reading.options;
  requireFlagsSource(endpoint, configuration);
  const resolved = resolveProviderOptions(reading);
  return Object.freeze({
    ...resolved,
    endpoint,
    configuration,
    pollIntervalMs: endpoint === undefined ? 0 : (pollIntervalMs ?? resolved.pollIntervalMs),
    startTimeoutMs: startTimeoutMs ?? 1_000,
    maxConfigurationBytes: maxConfigurationBytes ?? 8_000_000,
    cache,
    flushIntervalMs: flushIntervalMs ?? 1_000,
    wasm,
  });
}
