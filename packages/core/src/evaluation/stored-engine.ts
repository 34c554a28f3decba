import { decodeStoredBody, encodeStoredBody, type StoredValue } from '@goff-web/internal';

/** The engine as a store keeps it that takes text only. */
export function engineToText(engine: ArrayBuffer): string {
  let text = '';
  for (const byte of new Uint8Array(engine)) text += String.fromCharCode(byte);
  return encodeStoredBody({ body: btoa(text), entityTag: '', lastModifiedMs: undefined, savedAtMs: 0 });
}

/** The engine that a store has kept, as bytes or as {@link engineToText} wrote it; `undefined` where it is something else, or was cut. */
export function engineFromStore(kept: StoredValue): BufferSource | undefined {
  if (typeof kept === 'object') return kept;
  // It does not grow old.
  const read = decodeStoredBody(kept, 0, 0);
  if (read.kind !== 'usable') return undefined;
  return Uint8Array.from(atob(read.stored.body), (character) => character.charCodeAt(0));
}
