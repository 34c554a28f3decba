import type { Json } from '../json/go-json.ts';
import { isRecord } from '../json/is-record.ts';
import { type ContextLike, snapshotContext } from './snapshot-context.ts';

/**
 * An evaluation context as it goes over the wire, copied: a date is its ISO text, and what JSON has no word for does not exist. Never throws.
 */
export function toWireContext(context: ContextLike | undefined): { [attribute: string]: Json } {
  return JSON.parse(JSON.stringify(snapshotContext(context)));
}

/** Text that is the same exactly for contexts that are the same over the wire, whatever the order of their attributes. */
export function nameContext(wire: { readonly [attribute: string]: Json }): string {
  return JSON.stringify(wire, (_, value: unknown) => (isRecord(value) ? sorted(value) : value));
}

function sorted(members: object): object {
  return Object.fromEntries(Object.entries(members).sort(([left], [right]) => (left < right ? -1 : 1)));
}
