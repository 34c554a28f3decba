import {
  endpointRule,
  integerRule,
  OptionError,
  type OptionRules,
  PROVIDER_RULES,
  type ProviderOptions,
  type ResolvedProviderOptions,
  readOptions,
  resolveProviderOptions,
} from '@goff-web/internal';

/** Options of {@link GoFeatureFlagRemoteProvider}. */
export interface GoFeatureFlagRemoteProviderOptions extends ProviderOptions {
  /**
   * Base URL of the relay proxy: absolute, http or https, without credentials, query and fragment. A path prefix is kept, a slash at its
   * end is not.
   */
  readonly endpoint: string | URL;
  /**
   * How many evaluation contexts' answers are kept, 1 to 1,000; the least recently used go first.
   * @defaultValue 20
   */
  readonly maxCachedContexts?: number | undefined;
}

/** What is legal for each. Made when it is needed: bundlers keep what is spread at the top of a module, also where nobody uses it. */
export const remoteRules = (): OptionRules<GoFeatureFlagRemoteProviderOptions> => ({
  ...PROVIDER_RULES,
  endpoint: endpointRule,
  maxCachedContexts: /* @__PURE__ */ integerRule('', 1, 1_000),
});

/** Options with every default filled in. */
export interface ResolvedOptions extends ResolvedProviderOptions {
  readonly endpoint: string;
  readonly maxCachedContexts: number;
}

const OWNER = 'GoFeatureFlagRemoteProvider';

/** @throws {OptionError} `OPTION_INVALID` on the first illegal option. */
export function resolveOptions(input: GoFeatureFlagRemoteProviderOptions): ResolvedOptions {
  const reading = readOptions<GoFeatureFlagRemoteProviderOptions>(OWNER, input, remoteRules());
  const { endpoint, maxCachedContexts } = reading.options;
  if (endpoint === undefined) {
    throw new OptionError('endpoint', `"endpoint" must be ${endpointRule.range}, got undefined.`);
  }
  return Object.freeze({
    ...resolveProviderOptions(reading),
    endpoint: String(endpoint),
    maxCachedContexts: maxCachedContexts ?? 20,
  });
}
