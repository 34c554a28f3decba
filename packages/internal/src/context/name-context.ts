import { encodeGoJson, type Json } from '../json/go-json.ts';
import { type ContextLike, snapshotContext } from './snapshot-context.ts';

/**
 * An evaluation context as it goes over the wire, copied: a date is its ISO text, and what JSON has no word for does not exist. Never throws.
 */
export function toWireContext(context: ContextLike | undefined): { [attribute: string]: Json } {
  return JSON.parse(JSON.stringify(snapshotContext(context)));
}

/** Text that is the same exactly for contexts that are the same over the wire, whatever the order of their attributes. */
export function nameContext(context: ContextLike | undefined): string {
  return encodeGoJson(toWireContext(context));
}
