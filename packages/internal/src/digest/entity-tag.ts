import { sha1Hex } from './sha1.ts';

/**
 * The `ETag` that the relay proxy gives to a body: `"<length>-<sha1>"`, quotes included, over the exact bytes. A page of another
 * origin cannot read the header, but can compute it.
 *
 * @see {@link https://github.com/pablor21/echo-etag | the relay proxy's middleware}
 */
export function entityTagOf(bytes: Uint8Array): string {
  return formatEntityTag(bytes, sha1Hex(bytes));
}

/** The same for bytes whose SHA-1 is known. */
export function formatEntityTag(bytes: Uint8Array, sha1: string): string {
  return `"${bytes.byteLength}-${sha1}"`;
}

/** Whether `If-None-Match` names the tag as the relay proxy understands it: verbatim or weakened, no lists, no `*`. */
export function matchesEntityTag(ifNoneMatch: string | null | undefined, entityTag: string): boolean {
  return ifNoneMatch === entityTag || ifNoneMatch === `W/${entityTag}`;
}
