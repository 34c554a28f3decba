/** What Go's JSON scanner says about the first value of a text. Offsets count bytes. */
export type GoScan =
  /** The first value ends here; what follows it is nobody's business. */
  | { readonly kind: 'value'; readonly end: number }
  | { readonly kind: 'cut'; readonly reason: 'EOF' | 'unexpected EOF' }
  | { readonly kind: 'syntax'; readonly offset: number; readonly message: string };

/** Thrown and caught in this file: how deep the scanner stands does not matter to its caller. */
class ScanStop extends Error {
  readonly scan: GoScan;
  constructor(scan: GoScan) {
    super(scan.kind);
    this.scan = scan;
  }
}

const SPACES = new Set([0x20, 0x09, 0x0a, 0x0d]);
const CLOSE_OBJECT = 0x7d;
const CLOSE_LIST = 0x5d;
const COMMA = 0x2c;
const COLON = 0x3a;
const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const MINUS = 0x2d;
const ZERO = 0x30;

/**
 * Finds the end of the first JSON value as Go's `json.Decoder` does, with its words for what is wrong.
 *
 * @see {@link https://github.com/golang/go/blob/go1.26.0/src/encoding/json/scanner.go | Go's scanner}
 */
export function scanGoJson(bytes: Uint8Array): GoScan {
  let at = 0;

  function fail(context: string): never {
    const byte = bytes[at];
    if (byte === undefined) throw new ScanStop({ kind: 'cut', reason: 'unexpected EOF' });
    throw new ScanStop({ kind: 'syntax', offset: at + 1, message: `invalid character ${quoteByte(byte)} ${context}` });
  }
  function skipSpaces(): void {
    while (SPACES.has(bytes[at] ?? -1)) at += 1;
  }
  function take(byte: number, context: string): void {
    if (bytes[at] !== byte) fail(context);
    at += 1;
  }
  function isDigit(): boolean {
    const byte = bytes[at] ?? 0;
    return byte >= ZERO && byte <= 0x39;
  }

  function value(): void {
    skipSpaces();
    const byte = bytes[at];
    if (byte === 0x7b) members();
    else if (byte === 0x5b) items();
    else if (byte === QUOTE) string();
    else if (byte === MINUS || isDigit()) number();
    else if (byte === 0x74) literal('true');
    else if (byte === 0x66) literal('false');
    else if (byte === 0x6e) literal('null');
    else fail('looking for beginning of value');
  }

  function members(): void {
    at += 1;
    skipSpaces();
    if (bytes[at] === CLOSE_OBJECT) {
      at += 1;
      return;
    }
    for (;;) {
      skipSpaces();
      if (bytes[at] !== QUOTE) fail('looking for beginning of object key string');
      string();
      skipSpaces();
      take(COLON, 'after object key');
      value();
      skipSpaces();
      if (bytes[at] !== COMMA) {
        take(CLOSE_OBJECT, 'after object key:value pair');
        return;
      }
      at += 1;
    }
  }

  function items(): void {
    at += 1;
    skipSpaces();
    if (bytes[at] === CLOSE_LIST) {
      at += 1;
      return;
    }
    for (;;) {
      value();
      skipSpaces();
      if (bytes[at] !== COMMA) {
        take(CLOSE_LIST, 'after array element');
        return;
      }
      at += 1;
    }
  }

  function string(): void {
    at += 1;
    for (let byte = bytes[at]; byte !== QUOTE; byte = bytes[at]) {
      if (byte === undefined || byte < 0x20) fail('in string literal');
      at += 1;
      if (byte === BACKSLASH) escapeSequence();
    }
    at += 1;
  }

  function escapeSequence(): void {
    const byte = String.fromCharCode(bytes[at] ?? 0);
    if (!'bfnrt\\/"u'.includes(byte)) fail('in string escape code');
    at += 1;
    for (let left = byte === 'u' ? 4 : 0; left > 0; left -= 1) {
      if (!/[0-9a-fA-F]/.test(String.fromCharCode(bytes[at] ?? 0))) fail('in \\u hexadecimal character escape');
      at += 1;
    }
  }

  function number(): void {
    if (bytes[at] === MINUS) at += 1;
    if (!isDigit()) fail('in numeric literal');
    if (bytes[at] === ZERO) at += 1;
    else digits('in numeric literal');
    if (bytes[at] === 0x2e) {
      at += 1;
      digits('after decimal point in numeric literal');
    }
    if (bytes[at] === 0x65 || bytes[at] === 0x45) {
      at += 1;
      if (bytes[at] === MINUS || bytes[at] === 0x2b) at += 1;
      digits('in exponent of numeric literal');
    }
  }
  function digits(context: string): void {
    if (!isDigit()) fail(context);
    while (isDigit()) at += 1;
  }
  function literal(word: string): void {
    at += 1;
    for (const character of word.slice(1))
      take(character.charCodeAt(0), `in literal ${word} (expecting '${character}')`);
  }

  skipSpaces();
  if (at === bytes.length) return { kind: 'cut', reason: 'EOF' };
  try {
    value();
    return { kind: 'value', end: at };
  } catch (stop) {
    if (stop instanceof ScanStop) return stop.scan;
    if (stop instanceof RangeError) return { kind: 'syntax', offset: at + 1, message: 'exceeded max depth' };
    throw stop;
  }
}

function quoteByte(byte: number): string {
  const character = String.fromCharCode(byte);
  if (character === "'") return "'\\''";
  if (character === '"') return `'"'`;
  if (byte < 0x20 || byte === 0x7f) return `'${CONTROL[character] ?? `\\x${byte.toString(16).padStart(2, '0')}`}'`;
  if (character === '\\') return "'\\\\'";
  return byte >= 0x80 && byte < 0xa1 ? `'\\u${byte.toString(16).padStart(4, '0')}'` : `'${character}'`;
}

const CONTROL: { readonly [character: string]: string } = {
  '\x07': '\\a',
  '\b': '\\b',
  '\f': '\\f',
  '\n': '\\n',
  '\r': '\\r',
  '\t': '\\t',
  '\v': '\\v',
};
