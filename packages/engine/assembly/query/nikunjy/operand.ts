import { allocate, trim } from '../../memory/arena';
import { overflowed, readInteger } from '../../number/integer';
import { readDecimal } from '../../number/read';
import { lowerLength, toLower } from '../../text/lower';
import { isWord } from '../../text/compare';
import { newOperand, Operand, OperandKind } from './condition';
import { current, la1, la2, match, recover, seen, set, State, synchronize, take, termFollowers, watch, watched } from './recovery';
import { Lexeme, Token } from './token';

/**
 * What an attribute is compared with. Null where the reference cannot evaluate the comparison: the operand is missing, or a number does not
 * fit. Escapes in strings mean nothing: `"a\"b"` is five characters long.
 *
 * @see https://github.com/hairyhenderson/rules/blob/58ee76134adc/parser/jsonquery_visitor_impl.go
 */
export function parseOperand(start: u32): Operand | null {
  if (!synchronize(State.OPERAND, start)) {
    recover(true);
    return null;
  }
  const lexeme = current();
  switch (la1) {
    case Token.BOOLEAN: {
      const operand = newOperand(OperandKind.BOOLEAN);
      operand.flag = isWord(lexeme.text, lexeme.length, 'true');
      take(State.OPERAND);
      return operand;
    }
    case Token.NULL:
      take(State.OPERAND);
      return newOperand(OperandKind.NULL);
    case Token.VERSION:
      take(State.OPERAND);
      return textOperand(OperandKind.VERSION, lexeme.text, lexeme.length);
    case Token.STRING: {
      take(State.OPERAND);
      const text = toLower(lexeme.text + 1, lexeme.length - 2);
      return textOperand(OperandKind.STRING, text, text ? lowerLength : 0);
    }
    case Token.DOUBLE: {
      take(State.OPERAND);
      const value = readDouble(lexeme);
      const operand = newOperand(abs(value) == Infinity ? OperandKind.HUGE_DOUBLE : OperandKind.DOUBLE);
      operand.number = value;
      return operand;
    }
    case Token.MINUS:
    case Token.INT:
      return parseInt();
    case Token.OPEN_LIST:
      switch (la2) {
        case Token.INT:
          return parseList(OperandKind.INTS, Token.INT, State.INT_ITEM);
        case Token.DOUBLE:
          return parseList(OperandKind.DOUBLES, Token.DOUBLE, State.DOUBLE_ITEM);
        case Token.STRING:
          return parseList(OperandKind.STRINGS, Token.STRING, State.STRING_ITEM);
      }
  }
  recover(true);
  return null;
}

function textOperand(kind: OperandKind, text: usize, length: u32): Operand {
  const operand = newOperand(kind);
  operand.text = text;
  operand.length = length;
  return operand;
}

function readDouble(lexeme: Lexeme): f64 {
  const negative = load<u8>(lexeme.text) == 0x2d;
  const value = readDecimal(lexeme.text + (negative ? 1 : 0), lexeme.text + lexeme.length);
  return negative ? -value : value;
}

/** The grammar lets a whole number have an exponent; the reference then fails to read it. */
function parseInt(): Operand | null {
  const negative = la1 == Token.MINUS;
  let readable = true;
  if (negative) {
    take(State.BEFORE_INT);
    readable = la1 == Token.INT;
  }
  const lexeme = current();
  if (!match(State.INT, Token.INT, set(Token.EXPONENT) | termFollowers())) {
    recover(true);
    return null;
  }
  if (la1 == Token.EXPONENT) {
    take(State.INT);
    readable = false;
  }
  if (!readable) return null;
  const value = readInteger(lexeme.text, lexeme.length, negative);
  if (overflowed) return null;
  const operand = newOperand(OperandKind.INT);
  operand.integer = value;
  return operand;
}

/**
 * Elements of one kind. Where the list breaks off, recovery skips the rest; the first token of the right kind among what it skips becomes the
 * last element, and without one the list cannot be evaluated.
 */
function parseList(kind: OperandKind, item: Token, state: State): Operand | null {
  take(state);
  const outerWatched = watched;
  const outerSeen = seen;
  const operand = newOperand(kind);
  let readable = true;
  let capacity: u32 = 0;
  for (let open = true; open; ) {
    watch(item, 0);
    const going = synchronize(state, set(item)) && la1 == item;
    if (going && la2 == Token.COMMA) {
      take(state);
      take(state);
    } else if (going && la2 == Token.CLOSE_LIST) {
      take(state);
      take(state);
      open = false;
    } else {
      recover(true);
      open = false;
    }
    if (!seen) {
      readable = false;
      break;
    }
    if (operand.count == capacity) {
      const grown = allocate(<usize>max<u32>(capacity * 2, 4) << 3);
      if (!grown) return null;
      memory.copy(grown, operand.items, <usize>operand.count << 3);
      operand.items = grown;
      capacity = max<u32>(capacity * 2, 4);
    }
    if (!readItem(changetype<Lexeme>(seen), kind, operand.items + (<usize>(operand.count++) << 3))) readable = false;
  }
  watch(outerWatched, outerSeen);
  return readable ? operand : null;
}

function readItem(lexeme: Lexeme, kind: OperandKind, into: usize): bool {
  if (kind == OperandKind.INTS) {
    store<i64>(into, readInteger(lexeme.text, lexeme.length, false));
    return !overflowed;
  }
  if (kind == OperandKind.DOUBLES) {
    const value = readDouble(lexeme);
    store<f64>(into, value);
    return abs(value) != Infinity;
  }
  store<usize>(into, lexeme.text + 1);
  store<u32>(into, lexeme.length - 2, 4);
  return true;
}
