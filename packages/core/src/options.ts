import type { EngineSource, FlagConfiguration } from '@goff-web/engine';
import {
  endpointRule,
  type OptionRules,
  PROVIDER_RULES,
  type ProviderOptions,
  type ResolvedProviderOptions,
  readOptions,
  resolveProviderOptions,
} from '@goff-web/internal';
import { configurationRule, requireFlagsSource, wasmRule } from './option-rules.ts';

/** Everything that can be chosen besides where the flags come from. */
export interface CommonOptions extends ProviderOptions {
  /**
   * The engine: a URL, a `Response` or a promise of one, bytes, or a compiled `WebAssembly.Module`; ours or an official GO Feature Flag
   * evaluation binary. One that cannot be loaded puts the provider into ERROR.
   * @defaultValue the engine that comes with this package
   */
  readonly wasm?: EngineSource | undefined;
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
export interface ResolvedOptions extends ResolvedProviderOptions {
  readonly endpoint: string | undefined;
  readonly wasm: EngineSource | undefined;
  readonly configuration: FlagConfiguration | undefined;
}

/** What is legal for each. Made when it is needed: bundlers keep what is spread at the top of a module, also where nobody uses it. */
export const inProcessRules = (): OptionRules<LegalOptions> => ({
  ...PROVIDER_RULES,
  endpoint: endpointRule,
  wasm: wasmRule,
  configuration: configurationRule,
});

/** @throws {OptionError} `OPTION_INVALID` on the first option that is missing or illegal. */
export function resolveOptions(input: unknown): ResolvedOptions {
  const reading = readOptions<LegalOptions>('GoFeatureFlagProvider', input, inProcessRules());
  const { endpoint, configuration, pollIntervalMs, wasm } = reading.options;
  requireFlagsSource(endpoint, configuration);
  const resolved = resolveProviderOptions(reading);
  return Object.freeze({
    ...resolved,
    endpoint,
    pollIntervalMs: configuration === undefined ? resolved.pollIntervalMs : (pollIntervalMs ?? 0),
    wasm,
    configuration,
  });
}
