import type { FlagConfiguration } from '@goff-web/engine';

/** A configuration that is being served. */
export interface HeldConfiguration {
  readonly configuration: FlagConfiguration;
  /** Names it in conditional requests; `undefined` where it did not come from a relay proxy. */
  readonly entityTag: string | undefined;
}
