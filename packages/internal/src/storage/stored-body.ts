/** A body of the relay proxy as it is kept: text, the tag that names it, and when it was last confirmed. */
export interface StoredBody {
  readonly body: string;
  /** The validator for `If-None-Match`. */
  readonly entityTag: string;
  /** `Last-Modified` of the answer in Unix milliseconds, where there was a readable one. */
  readonly lastModifiedMs: number | undefined;
  /** Unix time in milliseconds when the relay proxy last said that this is its answer. */
  readonly savedAtMs: number;
}

/** What became of an attempt to read a stored body. Everything but `usable` is to be deleted by the caller, `absent` excepted. */
export type ReadStoredBody =
  | { readonly kind: 'usable'; readonly stored: StoredBody }
  | { readonly kind: 'absent' }
  | { readonly kind: 'expired' }
  | { readonly kind: 'corrupt' };

/** Entries from the future are tolerated this far: clocks are an hour wrong now and then, and are put right. */
const CLOCK_TOLERANCE_MS = 24 * 60 * 60 * 1_000;

/** Format and checksum; times and tag; the body as it came: it is not escaped, so that reading costs no second parse. */
const ENTRY = /^goff-web\/1 (\d+)\n((\d+) (\d*) (.*)\n([\s\S]*))$/;

/** Writes a body for {@link decodeStoredBody}. */
export function encodeStoredBody({ body, entityTag, lastModifiedMs, savedAtMs }: StoredBody): string {
  const content = `${savedAtMs} ${lastModifiedMs ?? ''} ${entityTag}\n${body}`;
  return `goff-web/1 ${checksum(content)}\n${content}`;
}

/**
 * Reads what {@link encodeStoredBody} wrote. A body that was cut or altered is refused: its tag would make the relay proxy confirm it
 * for ever.
 */
export function decodeStoredBody(text: string | undefined, nowMs: number, maxAgeMs: number): ReadStoredBody {
  if (text === undefined) return { kind: 'absent' };
  const [, sum, content = '', savedAt, modified, entityTag = '', body = ''] = ENTRY.exec(text) ?? [];
  if (Number(sum) !== checksum(content)) return { kind: 'corrupt' };
  const savedAtMs = Number(savedAt);
  const ageMs = nowMs - savedAtMs;
  if (ageMs > maxAgeMs || ageMs < -CLOCK_TOLERANCE_MS) return { kind: 'expired' };
  const lastModifiedMs = modified === '' ? undefined : Number(modified);
  return { kind: 'usable', stored: { body, entityTag, lastModifiedMs, savedAtMs } };
}

/**
 * FNV-1a over a text's length and code units, 32 bits. Of a long text, which a visitor waits for, only every so manieth: what damages a device takes
 * whole blocks of it.
 *
 * @see {@link http://www.isthe.com/chongo/tech/comp/fnv/ | FNV}
 */
function checksum(text: string): number {
  let hash = text.length;
  for (let index = 0; index < text.length; index += (text.length >> 11) + 1)
    hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
  return hash >>> 0;
}
