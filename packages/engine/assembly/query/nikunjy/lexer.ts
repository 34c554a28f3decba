import { isWord } from '../../text/compare';
import { addLexeme, beginLexemes, Token } from './token';

/**
 * Text into tokens, as ANTLR's lexer does it: the longest token wins, then the one that stands first in the grammar. Where no token fits, the
 * characters read so far and the one that did not fit are dropped in silence: `a = 5` loses its equals sign and a space.
 *
 * @see https://github.com/antlr4-go/antlr/blob/v4.13.0/lexer_atn_simulator.go
 */

let at: usize = 0;
let end: usize = 0;

/** False when the memory cannot grow. */
export function tokenize(text: usize, length: u32): bool {
  at = text;
  end = text + length;
  beginLexemes();
  while (at < end) {
    const start = at;
    const token = next();
    if (token != Token.END && !addLexeme(token, start, <u32>(at - start))) return false;
  }
  return addLexeme(Token.END, end, 0);
}

// @ts-ignore: decorator
@inline
function peek(from: usize): u32 {
  return from < end ? load<u8>(from) : 0;
}

// @ts-ignore: decorator
@inline
function isDigit(c: u32): bool {
  return c - 0x30 <= 9;
}

// @ts-ignore: decorator
@inline
function isLetter(c: u32): bool {
  return (c | 0x20) - 0x61 <= 25;
}

/** Moves behind the next token and returns it; `END` where characters were dropped. */
function next(): Token {
  const c = peek(at);
  if (isLetter(c)) return word();
  if (isDigit(c)) return number(at);
  switch (c) {
    case 0x20:
      at++;
      return Token.SPACE;
    case 0x22:
      return string();
    case 0x28:
      at++;
      return Token.OPEN;
    case 0x29:
      at++;
      return Token.CLOSE;
    case 0x2e:
      at++;
      return Token.DOT;
    case 0x5b:
      at++;
      return Token.OPEN_LIST;
    case 0x5d:
      at++;
      return Token.CLOSE_LIST;
    case 0x2c:
      at++;
      while (peek(at) == 0x20) at++;
      return Token.COMMA;
    case 0x2d:
      return minus();
    case 0x3e:
    case 0x3c: {
      const orEqual = peek(at + 1) == 0x3d;
      at += orEqual ? 2 : 1;
      if (c == 0x3e) return orEqual ? Token.GE : Token.GT;
      return orEqual ? Token.LE : Token.LT;
    }
    case 0x3d:
    case 0x21:
      if (peek(at + 1) == 0x3d) {
        at += 2;
        return c == 0x3d ? Token.EQ : Token.NE;
      }
      return drop(at + 1);
    default:
      return drop(at);
  }
}

/** Drops everything up to the code point at `misfit`, and that one too. */
function drop(misfit: usize): Token {
  at = min(misfit + 1, end);
  while (at < end && (load<u8>(at) & 0xc0) == 0x80) at++;
  return Token.END;
}

function word(): Token {
  const start = at;
  for (at++; at < end; at++) {
    const c = load<u8>(at);
    if (!isLetter(c) && !isDigit(c) && c != 0x2d && c != 0x5f && c != 0x3a) break;
  }
  const length = <u32>(at - start);
  // `e+5` is one token, longer than the name `e`; without a sign it is a name.
  const sign = peek(at);
  if (length == 1 && (load<u8>(start) | 0x20) == 0x65 && (sign == 0x2b || sign == 0x2d) && isDigit(peek(at + 1))) {
    at = wholeNumber(at + 1);
    return Token.EXPONENT;
  }
  return length > 5 ? Token.NAME : keyword(start, length);
}

function keyword(text: usize, length: u32): Token {
  if (isWord(text, length, 'pr')) return Token.PRESENT;
  if (isWord(text, length, 'not') || isWord(text, length, 'NOT')) return Token.NOT;
  if (isWord(text, length, 'and') || isWord(text, length, 'or')) return Token.LOGICAL;
  if (isWord(text, length, 'true') || isWord(text, length, 'false')) return Token.BOOLEAN;
  if (isWord(text, length, 'null')) return Token.NULL;
  if (length != 2) return Token.NAME;
  // Operators are all upper or all lower case.
  switch (<u32>load<u16>(text, 0, 1)) {
    case 0x6e69:
    case 0x4e49:
      return Token.IN;
    case 0x7165:
    case 0x5145:
      return Token.EQ;
    case 0x656e:
    case 0x454e:
      return Token.NE;
    case 0x7467:
    case 0x5447:
      return Token.GT;
    case 0x746c:
    case 0x544c:
      return Token.LT;
    case 0x6567:
    case 0x4547:
      return Token.GE;
    case 0x656c:
    case 0x454c:
      return Token.LE;
    case 0x6f63:
    case 0x4f43:
      return Token.CO;
    case 0x7773:
    case 0x5753:
      return Token.SW;
    case 0x7765:
    case 0x5745:
      return Token.EW;
    default:
      return Token.NAME;
  }
}

/** Behind a whole number without leading zeros that begins here. */
function wholeNumber(from: usize): usize {
  if (load<u8>(from++) == 0x30) return from;
  while (isDigit(peek(from))) from++;
  return from;
}

function minus(): Token {
  if (isDigit(peek(at + 1))) {
    const start = at;
    if (number(at + 1) == Token.DOUBLE) return Token.DOUBLE;
    // Neither a negative whole number nor a negative version is one token.
    const point = wholeNumber(start + 1);
    if (peek(point) == 0x2e && isDigit(peek(point + 1))) {
      at = fraction(point);
      return Token.DOUBLE;
    }
    at = start;
  }
  at++;
  return Token.MINUS;
}

function number(from: usize): Token {
  const major = wholeNumber(from);
  if (peek(major) != 0x2e || !isDigit(peek(major + 1))) {
    at = major;
    return Token.INT;
  }
  const minor = wholeNumber(major + 1);
  if (peek(minor) == 0x2e && isDigit(peek(minor + 1))) {
    at = versionSuffix(wholeNumber(minor + 1));
    return Token.VERSION;
  }
  at = fraction(major);
  return Token.DOUBLE;
}

/** Behind the point's digits and the exponent. */
function fraction(point: usize): usize {
  let from = point + 1;
  while (isDigit(peek(from))) from++;
  if ((peek(from) | 0x20) != 0x65) return from;
  const sign = peek(from + 1);
  const digits = sign == 0x2b || sign == 0x2d ? from + 2 : from + 1;
  return isDigit(peek(digits)) ? wholeNumber(digits) : from;
}

function versionSuffix(from: usize): usize {
  if (peek(from) == 0x2d) {
    const behind = identifiers(from + 1, true);
    if (behind) from = behind;
  }
  if (peek(from) == 0x2b) {
    const behind = identifiers(from + 1, false);
    if (behind) from = behind;
  }
  return from;
}

/** Behind identifiers joined by points; 0 where none begins. A numeric one may forbid leading zeros: then only its zero belongs to it. */
function identifiers(from: usize, strict: bool): usize {
  let accepted: usize = 0;
  while (true) {
    let numeric = true;
    let to = from;
    for (; ; to++) {
      const c = peek(to);
      if (isLetter(c) || c == 0x2d) numeric = false;
      else if (!isDigit(c)) break;
    }
    if (to == from) return accepted;
    if (strict && numeric && load<u8>(from) == 0x30 && to > from + 1) return from + 1;
    accepted = to;
    if (peek(to) != 0x2e) return accepted;
    from = to + 1;
  }
}

function string(): Token {
  let to = at + 1;
  while (to < end) {
    const c = load<u8>(to);
    if (c == 0x22) {
      at = to + 1;
      return Token.STRING;
    }
    if (c == 0x5c) {
      to++;
      switch (peek(to)) {
        case 0x22:
        case 0x5c:
        case 0x2f:
        case 0x62:
        case 0x66:
        case 0x6e:
        case 0x72:
        case 0x74:
          break;
        case 0x75:
          for (let i = 0; i < 4; i++) {
            const digit = peek(++to);
            if (!isDigit(digit) && (digit | 0x20) - 0x61 > 5) return drop(to);
          }
          break;
        default:
          return drop(to);
      }
    }
    to++;
  }
  return drop(end);
}
