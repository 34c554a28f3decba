import { sha1Hex } from '../digest/sha1.ts';

/** Version of everything stored. Another version's entries have other names and are never read. */
export const STORAGE_VERSION = 1;

/**
 * Name of a stored entry: what it is, and a digest of what it belongs to. The API key goes in, and cannot be read out; `parts` are kept
 * apart, so that no two lists share a name.
 */
export function storageKey(kind: string, parts: readonly (readonly string[] | string | undefined)[]): string {
  const identity = new TextEncoder().encode(JSON.stringify(parts.map((part) => part ?? null)));
  return `goff-web/${STORAGE_VERSION}/${kind}/${sha1Hex(identity)}`;
}
