import { nameContext, toWireContext } from '../context/name-context.ts';
import type { ContextLike } from '../context/snapshot-context.ts';
import { sha1OfText } from '../digest/sha1-of-text.ts';

/** Names an evaluation context in a snapshot. Synchronous, and without `crypto.subtle`: it tells contexts apart, it hides nothing. */
export function digestContext(context: ContextLike | undefined): string {
  return sha1OfText(nameContext(toWireContext(context)));
}
