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
import type { Logger } from '@openfeature/core';

/** What comes first at a start: this device's memory or the network. */
export type CacheMode = 'local-cache-first' | 'network-first' | 'disabled';

/**
 * Options of {@link GoFeatureFlagRemoteProvider}. They are read once, in the constructor, and never altered; an illegal one throws there
 * with its name, its legal range and the value.
 */
export interface GoFeatureFlagRemoteProviderOptions {
  /**
   * Base URL of the relay proxy: absolute, http or https, without credentials, query and fragment. A path prefix is kept, a slash at its
   * end is not.
   */
  readonly endpoint: string | URL;
  /**
   * Sent as `X-API-Key` with every request. Whoever can open the page can read it: use a key that may do nothing but evaluate. Printable
   * ASCII; an empty text is no key.
   * @defaultValue none
   */
  readonly apiKey?: string;
  /**
   * Milliseconds between two conditional requests, 1,000 to 2,147,483,647, or 0 for no polling. Jittered by 10 %.
   * @defaultValue 10_000
   */
  readonly pollIntervalMs?: number;
  /**
   * Milliseconds that one request may take, headers and body together, 1 to 2,147,483,647. Then it counts as failed and is tried again.
   * @defaultValue 10_000
   */
  readonly timeoutMs?: number;
  /**
   * Only these flags are evaluated; an empty list means all.
   * @defaultValue all
   */
  readonly flagList?: readonly string[];
  /**
   * How many evaluation contexts' answers are kept, 1 to 1,000; the least recently used go first.
   * @defaultValue 20
   */
  readonly maxCachedContexts?: number;
  /**
   * Where answers outlive the page. What does not work (private windows, full disks) is replaced by memory, with one warning.
   * @defaultValue `'indexeddb'` where there is one, else `'memory'`
   */
  readonly storage?: 'indexeddb' | 'memory' | ApplicationStorage;
  /**
   * `'local-cache-first'`: stored answers of this very context make the provider ready before any network. `'network-first'`: they are
   * used only when the relay proxy does not answer. `'disabled'`: nothing is stored.
   * @defaultValue `'local-cache-first'`
   */
  readonly cacheMode?: CacheMode;
  /**
   * Milliseconds for which stored answers are used, 0 to 2^53 - 1. Older ones are deleted.
   * @defaultValue 604_800_000 (7 days)
   */
  readonly cacheMaxAgeMs?: number;
  /**
   * Further request headers. The provider's own win.
   * @defaultValue none
   */
  readonly headers?: { readonly [name: string]: string };
  /**
   * Used in place of the platform's `fetch`.
   * @defaultValue the platform's
   */
  readonly fetch?: typeof fetch;
  /**
   * Gets messages from `logLevel` on. Neither keys nor contexts are ever in them.
   * @defaultValue the console
   */
  readonly logger?: Logger;
  /**
   * @defaultValue `'warning'`
   */
  readonly logLevel?: LogLevel;
}

const LONGEST_MS = 2 ** 31 - 1;

const RULES: OptionRules<GoFeatureFlagRemoteProviderOptions> = {
  endpoint: endpointRule,
  apiKey: apiKeyRule,
  pollIntervalMs: integerRule('milliseconds', 1_000, LONGEST_MS, 'or-zero'),
  timeoutMs: integerRule('milliseconds', 1, LONGEST_MS),
  flagList: flagListRule,
  maxCachedContexts: integerRule('', 1, 1_000),
  storage: storageRule,
  cacheMode: oneOfRule<CacheMode>(['local-cache-first', 'network-first', 'disabled']),
  cacheMaxAgeMs: integerRule('milliseconds', 0, Number.MAX_SAFE_INTEGER),
  headers: headersRule,
  fetch: fetchRule,
  logger: loggerRule,
  logLevel: logLevelRule,
};

/** Options with every default filled in. */
export interface ResolvedOptions {
  readonly endpoint: string;
  readonly apiKey: string | undefined;
  readonly pollIntervalMs: number;
  readonly timeoutMs: number;
  readonly flagList: readonly string[];
  readonly maxCachedContexts: number;
  readonly storage: 'indexeddb' | 'memory' | ApplicationStorage | undefined;
  readonly cacheMode: CacheMode;
  readonly cacheMaxAgeMs: number;
  readonly headers: Headers;
  readonly fetch: typeof fetch | undefined;
  readonly logger: Logger;
}

const OWNER = 'GoFeatureFlagRemoteProvider';

/** @throws {OptionError} `OPTION_INVALID` on the first illegal option. */
export function resolveOptions(input: GoFeatureFlagRemoteProviderOptions): ResolvedOptions {
  const { options, warnings } = readOptions<GoFeatureFlagRemoteProviderOptions>(OWNER, input, RULES);
  if (options.endpoint === undefined) {
    throw new OptionError('endpoint', `"endpoint" must be ${endpointRule.range}, got nothing.`);
  }
  const logger = createSafeLogger(options.logger ?? consoleLogger, options.logLevel ?? 'warning');
  for (const warning of warnings) logger.warn(warning);
  return Object.freeze({
    endpoint: String(options.endpoint),
    apiKey: presentKey(options.apiKey),
    pollIntervalMs: options.pollIntervalMs ?? 10_000,
    timeoutMs: options.timeoutMs ?? 10_000,
    flagList: options.flagList ?? [],
    maxCachedContexts: options.maxCachedContexts ?? 20,
    storage: options.storage,
    cacheMode: options.cacheMode ?? 'local-cache-first',
    cacheMaxAgeMs: options.cacheMaxAgeMs ?? 7 * 24 * 60 * 60 * 1_000,
    headers: new Headers(options.headers),
    fetch: options.fetch,
    logger,
  });
}

/** An empty key is none, so that a variable of the environment that is not set makes no difference. */
export function presentKey(apiKey: string | undefined): string | undefined {
  return apiKey === '' ? undefined : apiKey;
}
