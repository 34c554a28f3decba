import type { EvaluationInput } from '../../conformance/vector.ts';
import { GENERATORS } from '../generate/case.ts';
import type { Random } from '../generate/random.ts';

/** The longest input of the ordinary run. */
export const LONGEST_BYTES = 32_768;

const CORPUS_SIZE = 600;

/** Pieces that have ended parsers: half escapes, half surrogates, numbers that are none, deep openings, huge exponents. */
const PIECES: readonly string[] = [
  '\\ud83d',
  '\\udc00',
  '\\u',
  '\\',
  '"',
  '\0',
  '{',
  '}',
  '[',
  ']',
  ',',
  ':',
  'NaN',
  'Infinity',
  '-',
  '-0',
  '1e999',
  '-1e999',
  '1e-999',
  '0x10',
  '01',
  '1.',
  '.5',
  '+1',
  '1e',
  '9'.repeat(400),
  `0.${'0'.repeat(400)}1`,
  `1e${'9'.repeat(20)}`,
  'null',
  'true',
  'nul',
  '\ufeff',
  '\u2028',
  '"flag"',
  '"flag":',
  '"query":"',
  '"percentage":{"a":',
  '"evalContext":',
  '"currentDateTime":"',
  '{"var":""}',
  '{"reduce":',
  ' and ',
  ' or ',
  'not(',
  '((((((((((',
  '))))))))))',
  '[[[[[[[[[[',
  ']]]]]]]]]]',
  '{"a":{"a":{"a":',
  ' in [',
  ' eq 1',
  ' pr',
  '2026-06-15T12:00:00Z',
  '\u00ff',
  '%',
];

const encoder = new TextEncoder();

/** Makes input after input, in one buffer, from a corpus of well-formed ones. */
export class HostileBytes {
  readonly #random: Random;
  readonly #corpus: readonly Uint8Array[];
  readonly #pieces = PIECES.map((piece) => encoder.encode(piece));
  readonly #buffer = new Uint8Array(LONGEST_BYTES);

  constructor(random: Random) {
    this.#random = random;
    const makers: readonly ((random: Random) => EvaluationInput)[] = Object.values(GENERATORS);
    this.#corpus = random.some(CORPUS_SIZE, () => encoder.encode(JSON.stringify(random.pick(makers)(random))));
  }

  /** The next input. It is overwritten by the one after it. */
  next(): Uint8Array {
    const kind = this.#random.unit();
    if (kind < 0.1) return this.#noise();
    if (kind < 0.12) return this.#nested();
    const source = this.#random.pick(this.#corpus);
    let length = Math.min(source.length, LONGEST_BYTES);
    this.#buffer.set(source.subarray(0, length));
    if (kind < 0.3) length = this.#random.int(0, length);
    for (let changes = kind < 0.2 ? 0 : this.#random.int(1, 4); changes > 0; changes--) length = this.#change(length);
    return this.#buffer.subarray(0, length);
  }

  #noise(): Uint8Array {
    const length = this.#random.int(0, 200);
    for (let at = 0; at < length; at++) this.#buffer[at] = this.#random.int(0, 255);
    return this.#buffer.subarray(0, length);
  }

  /** A document in which something is nested as deep as it fits. */
  #nested(): Uint8Array {
    const depth = this.#random.pick([120, 130, 500, 2000]);
    const [open, close] = this.#random.pick([
      ['[', ']'],
      ['{"a":', '}'],
      ['(', ')'],
      ['not(', ')'],
      ['{\\"!\\":', '}'],
      ['{\\"and\\":[', ']}'],
      ['{\\"cat\\":[1,', ']}'],
    ] as const);
    const deep =
      open.repeat(depth) + this.#random.pick(['', '1', 'age gt 1']) + close.repeat(this.#random.pick([0, depth]));
    const place = this.#random.pick([
      `{"flagKey":"f","flag":{"variations":{"a":1},"targeting":[{"query":"${deep}","variation":"a"}],"defaultRule":{"variation":"a"}},"evalContext":{},"flagContext":{}}`,
      `{"flagKey":"f","flag":${deep},"evalContext":{},"flagContext":{}}`,
      `{"flagKey":"f","flag":{},"evalContext":{"age":${deep}},"flagContext":{}}`,
      deep,
    ]);
    const { written } = encoder.encodeInto(place, this.#buffer);
    return this.#buffer.subarray(0, written);
  }

  #change(length: number): number {
    const random = this.#random;
    const at = random.int(0, length);
    if (random.chance(0.3)) {
      if (at < length) this.#buffer[at] = random.int(0, 255);
      return length;
    }
    if (random.chance(0.25)) {
      const end = Math.min(length, at + random.int(1, 40));
      this.#buffer.copyWithin(at, end, length);
      return length - (end - at);
    }
    const piece = random.chance(0.6) ? random.pick(this.#pieces) : this.#slice(random.pick(this.#corpus));
    const room = Math.min(piece.length, LONGEST_BYTES - length);
    this.#buffer.copyWithin(at + room, at, length);
    this.#buffer.set(piece.subarray(0, room), at);
    return length + room;
  }

  #slice(source: Uint8Array): Uint8Array {
    const from = this.#random.int(0, source.length);
    return source.subarray(from, from + this.#random.int(0, 300));
  }
}

/** Documents of about so many bytes, each large in another way. */
export function giantDocuments(bytes: number): Uint8Array[] {
  const around = (flag: string, context: string): Uint8Array =>
    encoder.encode(`{"flagKey":"f","flag":${flag},"evalContext":${context},"flagContext":{}}`);
  const rule = (query: string): string =>
    `{"variations":{"a":1},"targeting":[{"query":${JSON.stringify(query)},"variation":"a"}],"defaultRule":{"variation":"a"}}`;
  const numbers = Array.from({ length: Math.floor(bytes / 8) }, (_, at) => 1_000_000 + at).join(',');
  return [
    around('{}', `{"targetingKey":"${'k'.repeat(bytes)}"}`),
    around(rule('x in [1]'), `{"x":[${numbers}]}`),
    around(rule(`x in [${numbers}]`), '{"x":1}'),
    around(rule(Array.from({ length: Math.floor(bytes / 12) }, () => 'x eq 1').join(' or ')), '{"x":2}'),
    around(rule(JSON.stringify({ in: [{ var: 'x' }, [1, 2]] })), `{"x":"${'\\u00e9'.repeat(Math.floor(bytes / 6))}"}`),
    around(
      `{"variations":{${Array.from({ length: Math.floor(bytes / 20) }, (_, at) => `"variation${at}":1`).join(',')}},"defaultRule":{"variation":"variation1"}}`,
      '{}',
    ),
    encoder.encode('['.repeat(bytes)),
    encoder.encode(`"${'x'.repeat(bytes)}`),
    new Uint8Array(bytes).fill(0x20),
    new Uint8Array(bytes).fill(0xff),
  ];
}
