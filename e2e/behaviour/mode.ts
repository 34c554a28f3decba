import { GoFeatureFlagProvider, type GoFeatureFlagProviderOptions } from '@goff-web/core';
import { GoFeatureFlagRemoteProvider, type GoFeatureFlagRemoteProviderOptions } from '@goff-web/remote';

/** The two ways in which flags are evaluated. */
export type Mode = 'in-process' | 'remote';

/** Both, in the order of the documentation. */
export const MODES: readonly Mode[] = ['in-process', 'remote'];

/** The provider of either mode: whatever one suite can ask of both. */
export type AnyProvider = GoFeatureFlagProvider | GoFeatureFlagRemoteProvider;

/** What can be chosen in both modes. */
export type CommonOptions = Pick<
  GoFeatureFlagRemoteProviderOptions,
  keyof GoFeatureFlagProviderOptions & keyof GoFeatureFlagRemoteProviderOptions
>;

/** Makes the provider of a mode. */
export function createProvider(mode: Mode, options: CommonOptions): AnyProvider {
  return mode === 'in-process' ? new GoFeatureFlagProvider(options) : new GoFeatureFlagRemoteProvider(options);
}

/** Where a mode asks for flags. */
export function flagsPath(mode: Mode): string {
  return mode === 'in-process' ? '/v1/flag/configuration' : '/ofrep/v1/evaluate/flags';
}
