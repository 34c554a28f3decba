import type { EngineSource, FlagConfiguration } from '@goff-web/engine';
import {
  type ApplicationStorage,
  apiKeyRule,
  consoleLogger,
  createSafeLogger,
  endpointRule,
  fetchRule,
  flagListRule,
  headersRule,
  integerRule,
  type LogLevel,
  loggerRule,
  logLevelRule,
  OptionError,
  type OptionRules,
  oneOfRule,
  readOptions,
  storageRule,
} from '@goff-web/internal';
import type { Logger } from '@openfeature/web-sdk';
import { configurationRule, wasmRule } from './option-rules.ts';

/** Everything that can be chosen besides where the flags come from. Read once, in the constructor, and never mutated. */
export interface CommonOptions {
  /**
   * Sent as `X-API-Key` with every request. An empty one counts as none.
   *
   * > [!WARNING]
   * > A key in a page is public. Give it nothing but the right to evaluate.
   *
   * @defaultValue none
   */
  readonly apiKey?: string | undefined;
  /**
   * Milliseconds between two conditional requests for the configuration, jittered by ±10 %. `0` turns polling off; otherwise from 1 000 to
   * 86 400 000.
   * @defaultValue 10 000; 0 where `configuration` is given
   */
  readonly pollIntervalMs?: number | undefined;
  /**
   * Milliseconds that a request to the relay proxy may take, headers and body together, from 1 to 600 000.
   * @defaultValue 10 000
   */
  readonly timeoutMs?: number | undefined;
  /**
   * Keys of the flags to fetch. Any other flag is answered with `FLAG_NOT_FOUND`.
   * @defaultValue all flags
   */
  readonly flagList?: readonly string[] | undefined;
  /**
   * The engine: a URL, a `Response` or a promise of one, bytes, or a compiled `WebAssembly.Module`; ours or an official GO Feature Flag
   * evaluation binary. One that cannot be loaded puts the provider into ERROR.
   * @defaultValue the engine that comes with this package
   */
  readonly wasm?: EngineSource | undefined;
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
   * Where the last configuration is kept: `indexeddb`, `memory`, or an object that stores strings. Storage that fails costs one warning and
   * becomes memory.
   * @defaultValue `indexeddb` where there is one, else `memory`
   */
  readonly storage?: 'indexeddb' | 'memory' | ApplicationStorage | undefined;
  /**
   * `local-cache-first`: ready from the stored configuration at once, refreshed in the background. `network-first`: the stored one is used
   * only where the relay proxy does not answer within `timeoutMs`. `disabled`: nothing is stored or read.
   * @defaultValue `local-cache-first`
   */
  readonly cacheMode?: 'local-cache-first' | 'network-first' | 'disabled' | undefined;
  /**
   * Milliseconds after which a stored configuration that nobody has confirmed is no longer used; an integer from 0.
   * @defaultValue 604 800 000 (7 days)
   */
  readonly cacheMaxAgeMs?: number | undefined;
  /**
   * Where the provider reports what it does. One that throws is survived.
   * @defaultValue the console
   */
  readonly logger?: Logger | undefined;
  /**
   * From which weight on it reports: `debug`, `info`, `warning`, `error` or `off`.
   * @defaultValue `warning`
   */
  readonly logLevel?: LogLevel | undefined;
}

/** Flags from a relay proxy. */
export interface RelayOptions extends CommonOptions {
  /** Base URL of the relay proxy: absolute, http or https, without credentials, query and fragment. A path prefix is kept. */
  readonly endpoint: string | URL;
  /**
   * A flag configuration to begin with, in place of a stored one: ready at once, refreshed from the relay proxy in the background.
   * @defaultValue none
   */
  readonly configuration?: FlagConfiguration | undefined;
}

/** Flags from an object, without any relay proxy: unit tests, Storybook, static sites. */
export interface StandaloneOptions extends CommonOptions {
  readonly endpoint?: undefined;
  /** The flag configuration, as the relay proxy's `POST /v1/flag/configuration` answers it: `{ flags: { … } }`. */
  readonly configuration: FlagConfiguration;
}

/** What `new GoFeatureFlagProvider()` is given. */
export type GoFeatureFlagProviderOptions = RelayOptions | StandaloneOptions;

type AnyOptions = Omit<RelayOptions, 'endpoint'>;
type LegalOptions = { readonly [Name in keyof AnyOptions]-?: AnyOptions[Name] } & { readonly endpoint: string };

/** Options as the rest of the package sees them: legal, copied, defaults filled in. */
export interface ResolvedOptions {
  readonly endpoint: string | undefined;
  readonly apiKey: string | undefined;
  readonly pollIntervalMs: number;
  readonly timeoutMs: number;
  readonly flagList: readonly string[];
  readonly wasm: EngineSource | undefined;
  readonly headers: { readonly [name: string]: string };
  readonly fetch: typeof fetch | undefined;
  readonly storage: 'indexeddb' | 'memory' | ApplicationStorage | undefined;
  readonly cacheMode: 'local-cache-first' | 'network-first' | 'disabled';
  readonly cacheMaxAgeMs: number;
  readonly configuration: FlagConfiguration | undefined;
  readonly logger: Logger;
}

const DAY_MS = 86_400_000;

const RULES: OptionRules<LegalOptions> = {
  endpoint: endpointRule,
  apiKey: apiKeyRule,
  pollIntervalMs: integerRule('milliseconds', 1_000, DAY_MS, 'or-zero'),
  timeoutMs: integerRule('milliseconds', 1, 600_000),
  flagList: flagListRule,
  wasm: wasmRule,
  headers: headersRule,
  fetch: fetchRule,
  storage: storageRule,
  cacheMode: oneOfRule(['local-cache-first', 'network-first', 'disabled']),
  cacheMaxAgeMs: integerRule('milliseconds', 0, Number.MAX_SAFE_INTEGER),
  configuration: configurationRule,
  logger: loggerRule,
  logLevel: logLevelRule,
};

/** @throws {OptionError} `OPTION_INVALID` on the first option that is missing or illegal. */
export function resolveOptions(input: unknown): ResolvedOptions {
  const { options, warnings } = readOptions<LegalOptions>('GoFeatureFlagProvider', input, RULES);
  const { endpoint, configuration } = options;
  if (endpoint === undefined && configuration === undefined) {
    throw new OptionError(
      'endpoint',
      `"endpoint" must be ${endpointRule.range}, unless "configuration" is given; got undefined.`,
    );
  }
  const logger = createSafeLogger(options.logger ?? consoleLogger, options.logLevel ?? 'warning');
  for (const warning of warnings) logger.warn(warning);
  return Object.freeze({
    endpoint,
    apiKey: options.apiKey === '' ? undefined : options.apiKey,
    pollIntervalMs: options.pollIntervalMs ?? (configuration === undefined ? 10_000 : 0),
    timeoutMs: options.timeoutMs ?? 10_000,
    flagList: options.flagList ?? [],
    wasm: options.wasm,
    headers: options.headers ?? {},
    fetch: options.fetch,
    storage: options.storage,
    cacheMode: options.cacheMode ?? 'local-cache-first',
    cacheMaxAgeMs: options.cacheMaxAgeMs ?? 7 * DAY_MS,
    configuration,
    logger,
  });
}
