import { nameContext, toWireContext } from '../context/name-context.ts';
import type { ContextLike } from '../context/snapshot-context.ts';
import { sha1Hex } from '../digest/sha1.ts';

/** Names an evaluation context in a snapshot. Synchronous, and without `crypto.subtle`: it tells contexts apart, it hides nothing. */
export function digestContext(context: ContextLike | undefined): string {
  return sha1Hex(new TextEncoder().encode(nameContext(toWireContext(context))));
}
