import type { FlagConfiguration } from '@goff-web/engine';
import type { EntityTag } from '@goff-web/internal';

/** A configuration that is being served. */
export interface HeldConfiguration {
  readonly configuration: FlagConfiguration;
  /** Names it in conditional requests; `undefined` where it did not come from a relay proxy. */
  readonly entityTag?: EntityTag;
  /** When the replica that sent or confirmed it last read its flags, in its own Unix milliseconds; `undefined` where it did not say. */
  readonly lastModifiedMs?: number | undefined;
  /** When that was, in ours. */
  readonly confirmedAtMs?: number;
}
