import { sha1OfText } from '../digest/sha1-of-text.ts';

/** Version of everything stored. Another version's entries have other names and are never read. */
export const STORAGE_VERSION = 1;

/** What the names of all entries of this version begin with. */
export const STORAGE_ROOT: string = `goff-web/${STORAGE_VERSION}/`;

/**
 * What the names of everything begin with that is stored for one relay proxy and key, whichever provider stores it: `forget()` deletes by
 * it. The key goes in, and cannot be read out.
 */
export function storagePrefix(endpoint: string, apiKey: string | undefined): string {
  return `${STORAGE_ROOT}${digest([endpoint, apiKey])}/`;
}

/**
 * Name of a stored entry: whose it is, what it is (a path of words; deleting by it deletes all of its kind), and a digest of what it belongs
 * to. `parts` are kept apart, so that no two lists share a name.
 */
export function storageKey(prefix: string, kind: string, parts: StorageKeyParts): string {
  return `${prefix}${kind}/${digest(parts)}`;
}

type StorageKeyParts = readonly (readonly string[] | string | undefined)[];

function digest(parts: StorageKeyParts): string {
  return sha1OfText(JSON.stringify(parts.map((part) => part ?? null)));
}
