import { type GoShape, goTypeName } from './go-json-shape.ts';
import { isRecord } from './is-record.ts';
import { scanGoJson } from './scan-go-json.ts';

/** JSON decoded into a Go type, or why Go refuses. */
export type GoDecoded =
  | { readonly kind: 'value'; readonly value: unknown }
  | { readonly kind: 'cut'; readonly reason: string }
  | { readonly kind: 'syntax'; readonly offset: number; readonly message: string }
  | GoTypeFault;

/** The first member of the wrong type. */
interface GoTypeFault {
  readonly kind: 'type';
  readonly expected: string;
  readonly got: string;
  /** Dotted path from the outermost struct; empty where that is wrong itself. */
  readonly field: string;
  /** Where Go stood when it found out, in bytes. */
  readonly offset: number;
  readonly message: string;
}

/**
 * Decodes the first JSON value of a text as `json.Decoder` fills a Go type, and says what is wrong in its words. Names of struct fields
 * match without regard to case, `null` fits everywhere, unknown fields are left alone.
 *
 * @see {@link https://github.com/golang/go/blob/go1.26.0/src/encoding/json/decode.go | Go's decoder}
 */
export function decodeGoJson(text: string, shape: GoShape): GoDecoded {
  const bytes = new TextEncoder().encode(text);
  const scan = scanGoJson(bytes);
  if (scan.kind !== 'value') return scan;
  const value: unknown = JSON.parse(new TextDecoder().decode(bytes.subarray(0, scan.end)));
  const misfit = findMisfit(value, shape, '', []);
  if (misfit === undefined) return { kind: 'value', value: shape.kind === 'struct' ? pickFields(value, shape) : value };

  const struct = shape.kind === 'struct' ? (shape.name.split('.').at(-1) ?? '') : '';
  const expected = goTypeName(misfit.shape);
  const place = misfit.field === '' ? 'Go value' : `Go struct field ${struct}.${misfit.field}`;
  return {
    kind: 'type',
    expected,
    got: misfit.got,
    field: misfit.field,
    offset: offsetOf(bytes, misfit.path, misfit.got),
    message: `json: cannot unmarshal ${misfit.got} into ${place} of type ${expected}`,
  };
}

interface Misfit {
  readonly shape: GoShape;
  readonly got: string;
  readonly field: string;
  readonly path: readonly (string | number)[];
}

function findMisfit(
  value: unknown,
  shape: GoShape,
  field: string,
  path: readonly (string | number)[],
): Misfit | undefined {
  if (value === null || shape.kind === 'any') return undefined;
  const got = goKind(value);
  if (got !== KINDS[shape.kind]) return { shape, got, field, path };
  if (shape.kind === 'list' && Array.isArray(value)) {
    for (const [index, item] of value.entries()) {
      const misfit = findMisfit(item, shape.of, field, [...path, index]);
      if (misfit !== undefined) return misfit;
    }
  }
  if (shape.kind === 'struct' && isRecord(value)) {
    for (const [key, member] of Object.entries(value)) {
      const name = fieldNamed(shape, key);
      const memberShape = name === undefined ? undefined : shape.fields[name];
      if (name === undefined || memberShape === undefined) continue;
      const misfit = findMisfit(member, memberShape, field === '' ? name : `${field}.${name}`, [...path, key]);
      if (misfit !== undefined) return misfit;
    }
  }
  return undefined;
}

const KINDS = { string: 'string', map: 'object', struct: 'object', list: 'array' } as const;

function goKind(value: unknown): string {
  if (Array.isArray(value)) return 'array';
  return typeof value === 'boolean' ? 'bool' : typeof value;
}

type StructShape = GoShape & { readonly kind: 'struct' };

function fieldNamed(shape: StructShape, key: string): string | undefined {
  if (Object.hasOwn(shape.fields, key)) return key;
  return Object.keys(shape.fields).find((name) => name.toLowerCase() === key.toLowerCase());
}

function pickFields(value: unknown, shape: StructShape): unknown {
  if (!isRecord(value)) return value;
  return Object.fromEntries(
    Object.entries(value).flatMap(([key, member]) => {
      const name = fieldNamed(shape, key);
      return name === undefined ? [] : [[name, member]];
    }),
  );
}

/** Go has read one byte of a list or an object, and all of a literal, when it meets the wrong one. */
function offsetOf(bytes: Uint8Array, path: readonly (string | number)[], got: string): number {
  let start = skip(bytes, 0, /[\s]/);
  for (const step of path) start = childStart(bytes, start, step);
  return got === 'object' || got === 'array' ? start + 1 : valueEnd(bytes, start);
}

function valueEnd(bytes: Uint8Array, start: number): number {
  const scan = scanGoJson(bytes.subarray(start));
  return start + (scan.kind === 'value' ? scan.end : 0);
}

/** Where the member or item of a valid object or list begins. */
function childStart(bytes: Uint8Array, start: number, step: string | number): number {
  let at = start + 1;
  for (let index = 0; ; index += 1) {
    at = skip(bytes, at, /[\s,]/);
    if (typeof step === 'number') {
      if (index === step) return at;
    } else {
      const keyEnd = valueEnd(bytes, at);
      const key: unknown = JSON.parse(new TextDecoder().decode(bytes.subarray(at, keyEnd)));
      at = skip(bytes, keyEnd, /[\s:]/);
      if (key === step) return at;
    }
    at = valueEnd(bytes, at);
  }
}

function skip(bytes: Uint8Array, from: number, characters: RegExp): number {
  let at = from;
  while (at < bytes.length && characters.test(String.fromCharCode(bytes[at] ?? 0))) at += 1;
  return at;
}
