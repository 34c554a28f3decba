import { goJson } from '../json/go-json.ts';
import type { JsonObject } from '../json/json-value.ts';
import { FLAG_SHAPE } from './flag-shape.ts';
import type { FlagDefinitions } from './read-flags.ts';

/** What an edit of the flags did: the message of both change streams. */
export interface FlagDifference {
  readonly deleted: FlagDefinitions;
  readonly added: FlagDefinitions;
  readonly updated: { readonly [flagKey: string]: { readonly old_value: JsonObject; readonly new_value: JsonObject } };
}

/** Compares two sets of flags; `undefined` where nothing changed. */
export function diffFlags(before: FlagDefinitions, after: FlagDefinitions): FlagDifference | undefined {
  const deleted = entriesOf(before).filter(([key]) => !Object.hasOwn(after, key));
  const added = entriesOf(after).filter(([key]) => !Object.hasOwn(before, key));
  const updated = entriesOf(after).flatMap(([key, flag]) => {
    const former = Object.hasOwn(before, key) ? before[key] : undefined;
    const same = former === undefined || goJson(former, FLAG_SHAPE) === goJson(flag, FLAG_SHAPE);
    return same ? [] : [[key, { old_value: former, new_value: flag }] as const];
  });
  if (deleted.length + added.length + updated.length === 0) return undefined;
  return {
    deleted: Object.fromEntries(deleted),
    added: Object.fromEntries(added),
    updated: Object.fromEntries(updated),
  };
}

function entriesOf(flags: FlagDefinitions): [string, JsonObject][] {
  return Object.entries(flags);
}
