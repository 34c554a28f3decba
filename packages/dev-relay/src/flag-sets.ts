import type { FlagSet } from './flag-set.ts';

/** Either the flag set that a key selects, or the relay proxy's reason for having none. */
type SelectedFlagSet =
  | { readonly kind: 'found'; readonly flagSet: FlagSet }
  | { readonly kind: 'none'; readonly reason: string };

/** All flag sets of a relay. */
export interface FlagSets {
  /** Whether flag sets are configured; if not, there is the one called `default`, open to every key. */
  readonly areConfigured: boolean;
  readonly all: readonly FlagSet[];
  select(apiKey: string): SelectedFlagSet;
}

/** The name of the flag set of a relay without flag sets. */
export const DEFAULT_FLAG_SET = 'default';

/** A relay without flag sets: every request gets the same flags. */
export function singleFlagSet(flagSet: FlagSet): FlagSets {
  return {
    areConfigured: false,
    all: [flagSet],
    select: () => ({ kind: 'found', flagSet }),
  };
}

/** A relay whose keys select the flags. */
export function keyedFlagSets(byKey: ReadonlyMap<string, FlagSet>): FlagSets {
  const all = [...new Set(byKey.values())];
  return {
    areConfigured: true,
    all,
    select: (apiKey) => {
      if (apiKey === '') return { kind: 'none', reason: 'no API key provided' };
      const flagSet = byKey.get(apiKey);
      if (flagSet === undefined) return { kind: 'none', reason: 'flagset not found for API key' };
      return { kind: 'found', flagSet };
    },
  };
}
