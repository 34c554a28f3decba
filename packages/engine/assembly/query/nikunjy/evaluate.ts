import { Role } from '../../attribute';
import { allocate } from '../../memory/arena';
import { isNil, Kind, kindOf, member, Node } from '../../memory/node';
import { toInt } from '../../number/integer';
import { compareText, findText, sameText } from '../../text/compare';
import { lowerLength, toLower } from '../../text/lower';
import { Condition, Operand, OperandKind, Path, Term, TermKind } from './condition';
import { compareVersions, NOT_VERSIONS } from './semver';
import { isTextOperator, Token } from './token';

/**
 * Whether the current context fulfils a condition, with everything that the reference's visitor remembers between comparisons: a path that
 * breaks off leaves the previous comparison's value in place, and the objects on its way on a stack where the next path begins. What the
 * reference cannot evaluate (an operator that the operand's type does not have, a path through something that is no object) makes the whole
 * query false; a value of the wrong type only the comparison.
 *
 * @see https://github.com/hairyhenderson/rules/blob/58ee76134adc/parser/jsonquery_visitor_impl.go
 */
let stack: usize = 0;
let height: u32 = 0;
/** The value that comparisons see. */
let value: Node | null = null;
let aborted: bool = false;

export function evaluateCondition(condition: Condition): bool {
  stack = allocate(<usize>condition.steps << 2);
  if (!stack && condition.steps) return false;
  height = 0;
  value = null;
  aborted = false;
  const result = evaluateChain(condition.first);
  return result && !aborted;
}

function evaluateChain(term: Term | null): bool {
  let result = false;
  let first = true;
  for (; term && !aborted; term = term!.next) {
    if (first || result != term.isOr) result = evaluateTerm(term);
    first = false;
  }
  return result;
}

function evaluateTerm(term: Term): bool {
  switch (term.kind) {
    case TermKind.GROUP:
      return evaluateChain(term.group) != term.isNegated;
    case TermKind.PRESENT:
      follow(term.path!);
      return !isNil(value);
    case TermKind.COMPARE:
      follow(term.path!);
      return !aborted && compare(term.operator, term.operand!);
    default:
      aborted = true;
      return false;
  }
}

/** Sets the value that a path leads to. */
function follow(path: Path): void {
  const last = path.count - 1;
  for (let i: u32 = 0; i <= last; i++) {
    let found: Node | null;
    if (height == 0) {
      found = path.attribute.node;
    } else {
      const object = load<Node | null>(stack + (<usize>(height - 1) << 2));
      if (i == last) height--;
      if (isNil(object)) return;
      if (object!.kind != Kind.OBJECT) {
        aborted = true;
        return;
      }
      found = member(object!, path.name(i), path.nameLength(i));
    }
    if (i == last) {
      value = found;
      height = 0;
    } else {
      store<Node | null>(stack + (<usize>(height++) << 2), found);
    }
  }
}

function compare(operator: Token, operand: Operand): bool {
  switch (operand.kind) {
    case OperandKind.NULL:
      if (operator == Token.EQ) return isNil(value);
      if (operator == Token.NE) return !isNil(value);
      aborted = true;
      return false;
    case OperandKind.BOOLEAN: {
      if (operator != Token.EQ && operator != Token.NE) {
        aborted = true;
        return false;
      }
      const kind = kindOf(value);
      if (kind != Kind.TRUE && kind != Kind.FALSE) return false;
      return ((kind == Kind.TRUE) == operand.flag) == (operator == Token.EQ);
    }
    case OperandKind.STRING:
      return kindOf(value) == Kind.STRING && operator != Token.IN && compareStrings(operator, value!, operand);
    case OperandKind.STRINGS:
      return operator == Token.IN && kindOf(value) == Kind.STRING && isInStrings(value!, operand);
  }
  // The remaining types know no parts of strings, versions no lists either.
  if (isTextOperator(operator) || (operand.kind == OperandKind.VERSION && operator == Token.IN)) {
    aborted = true;
    return false;
  }
  switch (operand.kind) {
    case OperandKind.VERSION: {
      if (kindOf(value) != Kind.STRING) return false;
      const order = compareVersions(value!.text, value!.length, operand.text, operand.length);
      return order != NOT_VERSIONS && holds(operator, order);
    }
    case OperandKind.INT:
      return isNumeric() && holds(operator, order64(asInt(), operand.integer));
    case OperandKind.DOUBLE: {
      if (!isNumeric()) return false;
      const number = asFloat();
      return holds(operator, number == operand.number ? 0 : number < operand.number ? -1 : 1);
    }
    case OperandKind.INTS:
      // Only a whole number at the top level of the context is an int here, 3.0 further down is not.
      if (operator == Token.IN && kindOf(value) == Kind.INT) {
        for (let i: u32 = 0; i < operand.count; i++) {
          if (load<i64>(operand.items + (<usize>i << 3)) == value!.integer) return true;
        }
      }
      return false;
    case OperandKind.DOUBLES:
      if (operator == Token.IN && isNumeric()) {
        const number = asFloat();
        for (let i: u32 = 0; i < operand.count; i++) {
          if (load<f64>(operand.items + (<usize>i << 3)) == number) return true;
        }
      }
      return false;
    default:
      return false;
  }
}

function holds(operator: Token, order: i32): bool {
  switch (operator) {
    case Token.EQ:
      return order == 0;
    case Token.NE:
      return order != 0;
    case Token.GT:
      return order > 0;
    case Token.LT:
      return order < 0;
    case Token.GE:
      return order >= 0;
    case Token.LE:
      return order <= 0;
    default:
      return false;
  }
}

// @ts-ignore: decorator
@inline
function order64(left: i64, right: i64): i32 {
  return left == right ? 0 : left < right ? -1 : 1;
}

function isNumeric(): bool {
  const kind = kindOf(value);
  return kind == Kind.INT || kind == Kind.NUMBER;
}

function asInt(): i64 {
  return value!.kind == Kind.INT ? value!.integer : toInt(value!.number);
}

function asFloat(): f64 {
  return value!.kind == Kind.INT ? <f64>value!.integer : value!.number;
}

function compareStrings(operator: Token, node: Node, operand: Operand): bool {
  const text = toLower(node.text, node.length);
  if (!text && node.length) return false;
  const length = lowerLength;
  switch (operator) {
    case Token.CO:
      return findText(text, length, operand.text, operand.length) != 0 || operand.length == 0;
    case Token.SW:
      return length >= operand.length && memory.compare(text, operand.text, operand.length) == 0;
    case Token.EW:
      return length >= operand.length && memory.compare(text + (length - operand.length), operand.text, operand.length) == 0;
    case Token.EQ:
      return sameText(text, length, operand.text, operand.length);
    default:
      return holds(operator, compareText(text, length, operand.text, operand.length));
  }
}

/** Lists, unlike single strings, are compared letter for letter. */
function isInStrings(node: Node, operand: Operand): bool {
  for (let i: u32 = 0; i < operand.count; i++) {
    const item = operand.items + (<usize>i << 3);
    if (sameText(node.text, node.length, load<usize>(item), load<u32>(item, 4))) return true;
  }
  return false;
}
