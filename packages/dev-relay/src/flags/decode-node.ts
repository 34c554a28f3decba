import { type Alias, type Document, isAlias, isMap, isScalar, isSeq, type Node, type Scalar } from 'yaml';
import type { JsonValue } from '../json/json-value.ts';
import { ANY, type Shape } from '../json/shape.ts';
import { goNumber } from './go-number.ts';
import { goTime } from './go-time.ts';
import { mapEntries } from './map-entries.ts';

/** Where decoding stands, and whom it tells what is wrong. */
export interface Decoding {
  readonly document: Document | Document.Parsed;
  /** Dotted path of the node, for messages. */
  readonly path: string;
  /** Anchors that are being decoded. */
  readonly aliases?: readonly string[];
  readonly report: (offset: number, message: string) => void;
}

/**
 * Turns a YAML node into JSON of the given shape, as Go's YAML reader fills the relay proxy's types: text keeps its spelling (`1.10`
 * stays `1.10`, `True` stays `True`), `yes` and `off` are booleans only where a boolean is due, unknown fields vanish, `null` is absence.
 */
export function decodeNode(node: unknown, shape: Shape, at: Decoding): JsonValue | undefined {
  if (isAlias(node)) return decodeAlias(node, shape, at);
  const resolved = isMap(node) || isSeq(node) || isScalar(node) ? node : undefined;
  if (resolved === undefined || (isScalar(resolved) && resolved.value === null)) {
    return shape.kind === 'any' ? null : undefined;
  }
  switch (shape.kind) {
    case 'struct':
    case 'map':
      return decodeMap(resolved, shape, at);
    case 'list':
      return decodeList(resolved, shape.of, at);
    case 'any':
      return decodeAny(resolved, at);
    default:
      return decodeScalar(resolved, shape.kind, at);
  }
}

function decodeAlias(alias: Alias, shape: Shape, at: Decoding): JsonValue | undefined {
  const { source } = alias;
  const target = alias.resolve(at.document);
  const around = at.aliases ?? [];
  if (target !== undefined && !around.includes(source)) {
    return decodeNode(target, shape, { ...at, aliases: [...around, source] });
  }
  at.report(
    alias.range?.[0] ?? 0,
    `${at.path}: the anchor "${source}" ${target ? 'contains itself' : 'does not exist'}`,
  );
  return undefined;
}

function decodeMap(
  node: Node,
  shape: Extract<Shape, { fields: unknown } | { of: Shape }>,
  at: Decoding,
): JsonValue | undefined {
  if (!isMap(node)) return wrong(node, 'a map', at);
  const members: [string, JsonValue][] = [];
  const fields = shape.kind === 'struct' ? new Map(shape.fields()) : undefined;
  for (const [key, value] of mapEntries(node, at.document)) {
    const memberShape = shape.kind === 'map' ? shape.of : fields?.get(key);
    if (memberShape === undefined) continue;
    const decoded = decodeNode(value, memberShape, { ...at, path: at.path === '' ? key : `${at.path}.${key}` });
    // A null entry of a map of flags or numbers is kept as its zero value by Go; an empty flag is then dropped as invalid.
    const member = decoded ?? (shape.kind === 'map' ? zeroOf(memberShape) : undefined);
    if (member !== undefined) members.push([key, member]);
  }
  return Object.fromEntries(members);
}

function zeroOf(shape: Shape): JsonValue {
  if (shape.kind === 'number') return 0;
  return shape.kind === 'any' ? null : {};
}

function decodeList(node: Node, shape: Shape, at: Decoding): JsonValue | undefined {
  if (!isSeq(node)) return wrong(node, 'a list', at);
  return node.items.map((item, index) => {
    const decoded = decodeNode(item, shape, { ...at, path: `${at.path}[${index}]` });
    return decoded === undefined ? zeroOf(shape) : decoded;
  });
}

function decodeAny(node: Node, at: Decoding): JsonValue | undefined {
  if (isMap(node)) return decodeMap(node, { kind: 'map', of: ANY }, at);
  if (isSeq(node)) return decodeList(node, ANY, at);
  if (!isScalar(node)) return null;
  const { value } = node;
  if (value instanceof Date) return goTime(spelling(node)) ?? value.toISOString();
  const number = numberOf(node);
  if (number !== undefined) return number;
  if (typeof value === 'string' || typeof value === 'boolean') return value;
  // `.inf` and `.nan` have no JSON; Go refuses to write them too.
  return typeof value === 'number' ? wrong(node, 'a finite number', at) : spelling(node);
}

function decodeScalar(
  node: Node,
  kind: 'text' | 'boolean' | 'number' | 'date',
  at: Decoding,
): string | number | boolean | undefined {
  if (!isScalar(node)) return wrong(node, EXPECTED[kind], at);
  switch (kind) {
    case 'text':
      return spelling(node);
    case 'number':
      return numberOf(node) ?? wrong(node, EXPECTED.number, at);
    case 'boolean':
      return booleanOf(node) ?? wrong(node, EXPECTED.boolean, at);
    case 'date':
      return dateOf(node) ?? wrong(node, EXPECTED.date, at);
  }
}

/** In quotes, which is how JSON writes it, Go wants a date in full. */
const FULL_DATE = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$/;

function dateOf(node: Scalar): string | undefined {
  const isQuoted = node.type !== undefined && node.type !== 'PLAIN';
  return isQuoted && !FULL_DATE.test(spelling(node)) ? undefined : goTime(spelling(node));
}

function numberOf(node: Scalar): number | undefined {
  if (node.type === 'PLAIN') return goNumber(spelling(node));
  return typeof node.value === 'number' && Number.isFinite(node.value) ? node.value : undefined;
}

const EXPECTED = {
  text: 'text',
  boolean: 'true or false',
  number: 'a number',
  date: 'a date such as 2030-01-31T08:00:00Z',
} as const;

function booleanOf(node: Scalar): boolean | undefined {
  if (typeof node.value === 'boolean') return node.value;
  if (node.type !== undefined && node.type !== 'PLAIN') return undefined;
  if (/^([yY]|yes|Yes|YES|on|On|ON)$/.test(spelling(node))) return true;
  return /^([nN]|no|No|NO|off|Off|OFF)$/.test(spelling(node)) ? false : undefined;
}

/** The scalar as it is written in the file; quoted text without its quotes. */
function spelling(node: Scalar): string {
  if (typeof node.value === 'string') return node.value;
  if (node.value instanceof Date && node.source === undefined) return node.value.toISOString();
  return node.source ?? String(node.value);
}

function wrong(node: Node, expected: string, at: Decoding): undefined {
  const found = isScalar(node) ? JSON.stringify(spelling(node)) : isMap(node) ? 'a map' : 'a list';
  at.report(node.range?.[0] ?? 0, `${at.path === '' ? 'the file' : at.path} must be ${expected}, not ${found}`);
  return undefined;
}
