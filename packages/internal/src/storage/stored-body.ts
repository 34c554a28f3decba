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

const FORMAT = 'goff-web/1';
/** Entries from the future are tolerated this far: clocks are an hour wrong now and then, and are put right. */
const CLOCK_TOLERANCE_MS = 24 * 60 * 60 * 1_000;

/** Writes one line about the body, then the body as it came: it is not escaped, so that reading costs no second parse. */
export function encodeStoredBody(stored: StoredBody): string {
  const { body, entityTag, lastModifiedMs, savedAtMs } = stored;
  return `${JSON.stringify([FORMAT, savedAtMs, entityTag, lastModifiedMs ?? null, body.length, checksum(body)])}\n${body}`;
}

/**
 * Reads what {@link encodeStoredBody} wrote. A body that was cut or altered is refused: its tag would make the relay proxy confirm it
 * for ever.
 */
export function decodeStoredBody(text: string | undefined, nowMs: number, maxAgeMs: number): ReadStoredBody {
  if (text === undefined) return { kind: 'absent' };
  const lineEnd = text.indexOf('\n');
  const header = parseHeader(text.slice(0, Math.max(0, lineEnd)));
  const body = text.slice(lineEnd + 1);
  if (header === undefined || header.length !== body.length || header.checksum !== checksum(body))
    return { kind: 'corrupt' };
  const ageMs = nowMs - header.savedAtMs;
  if (ageMs > maxAgeMs || ageMs < -CLOCK_TOLERANCE_MS) return { kind: 'expired' };
  const { entityTag, lastModifiedMs, savedAtMs } = header;
  return { kind: 'usable', stored: { body, entityTag, lastModifiedMs, savedAtMs } };
}

interface Header {
  readonly savedAtMs: number;
  readonly entityTag: string;
  readonly lastModifiedMs: number | undefined;
  readonly length: number;
  readonly checksum: number;
}

function parseHeader(line: string): Header | undefined {
  let members: unknown;
  try {
    members = JSON.parse(line);
  } catch {
    return undefined;
  }
  if (!Array.isArray(members)) return undefined;
  const [format, savedAtMs, entityTag, lastModifiedMs, length, sum] = members as readonly unknown[];
  if (format !== FORMAT || typeof savedAtMs !== 'number' || typeof entityTag !== 'string') return undefined;
  if (typeof length !== 'number' || typeof sum !== 'number') return undefined;
  return {
    savedAtMs,
    entityTag,
    lastModifiedMs: typeof lastModifiedMs === 'number' ? lastModifiedMs : undefined,
    length,
    checksum: sum,
  };
}

/**
 * FNV-1a over the text's code units, 32 bits.
 *
 * @see {@link http://www.isthe.com/chongo/tech/comp/fnv/ | FNV}
 */
function checksum(text: string): number {
  let hash = 0x811c9dc5;
  for (let index = 0; index < text.length; index += 1) hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
  return hash >>> 0;
}
