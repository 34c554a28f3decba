/** A JSON value. */
export type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json | undefined };

/**
 * Writes JSON as Go's `encoding/json` writes it, byte for byte, so that the same content has the same length and SHA-1 here as in the
 * relay proxy: maps sorted by the bytes of their keys, `<`, `>`, `&`, U+2028 and U+2029 escaped. Objects given as `Map` are Go structs:
 * their order is kept.
 */
export function encodeGoJson(value: Json | ReadonlyMap<string, Json | undefined> | undefined): string {
  if (value === undefined || value === null) return 'null';
  if (typeof value === 'string') return encodeString(value);
  if (typeof value !== 'object') return Object.is(value, -0) ? '-0' : JSON.stringify(value);
  if (Array.isArray(value)) return `[${value.map((item: Json) => encodeGoJson(item)).join(',')}]`;
  if (value instanceof Map) return encodeMembers([...value]);
  return encodeMembers(Object.entries(value).sort(([left], [right]) => compareUtf8(left, right)));
}

/** Orders strings by their UTF-8 bytes, as Go does. JavaScript's own order differs beyond the basic multilingual plane. */
export function compareUtf8(left: string, right: string): number {
  const length = Math.min(left.length, right.length);
  for (let index = 0; index < length; index += 1) {
    const a = left.charCodeAt(index);
    const b = right.charCodeAt(index);
    if (a !== b) return rank(a) - rank(b);
  }
  return left.length - right.length;
}

/** Lifts surrogates above the rest of the plane, where their code points are. */
function rank(unit: number): number {
  return unit >= 0xd800 && unit <= 0xdfff ? unit + 0x10000 : unit;
}

function encodeMembers(members: readonly (readonly [string, Json | undefined])[]): string {
  const written: string[] = [];
  for (const [key, value] of members) {
    if (value !== undefined) written.push(`${encodeString(key)}:${encodeGoJson(value)}`);
  }
  return `{${written.join(',')}}`;
}

function encodeString(text: string): string {
  return JSON.stringify(text.replace(/\p{Surrogate}/gu, '\uFFFD')).replace(/[<>&\u2028\u2029]/g, (character) => {
    return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
  });
}
