import { Attribute } from '../../attribute';
import { allocateClear } from '../../memory/arena';
import { Token } from './token';

/**
 * A compiled query: a chain of terms joined by `and` and `or`, which have the same precedence and are taken from left to right, because one
 * alternative of the grammar holds both: `a or b and c` is `(a or b) and c`.
 *
 * @see https://github.com/hairyhenderson/rules/blob/58ee76134adc/parser/JsonQuery.g4 (logicalExp)
 */
@unmanaged
export class Condition {
  first: Term | null;
  /** Steps of all paths together: more can never lie on the evaluator's stack. */
  steps: u32;
}

export enum TermKind {
  /** What the reference cannot evaluate: reaching it makes the whole query false. */
  BROKEN,
  GROUP,
  PRESENT,
  COMPARE,
}

@unmanaged
export class Term {
  kind: TermKind;
  /** How the term is joined to those before it: `or`, else `and`; nothing before the first. */
  isOr: bool;
  /** Of a group. */
  isNegated: bool;
  next: Term | null;
  /** First term of a group. */
  group: Term | null;
  path: Path | null;
  operator: Token;
  operand: Operand | null;
}

/** `company.name`: the attribute, and the names below it. */
@unmanaged
export class Path {
  attribute: Attribute;
  count: u32;
  /** All names, the attribute's among them: address and length of each. */
  names: usize;

  @inline name(index: u32): usize {
    return load<usize>(this.names + (<usize>index << 3));
  }
  @inline nameLength(index: u32): u32 {
    return load<u32>(this.names + (<usize>index << 3), 4);
  }
}

export enum OperandKind {
  BOOLEAN,
  NULL,
  VERSION,
  /** In lower case. */
  STRING,
  DOUBLE,
  /** A decimal that no float can hold compares as nothing at all. */
  HUGE_DOUBLE,
  INT,
  STRINGS,
  DOUBLES,
  INTS,
}

@unmanaged
export class Operand {
  kind: OperandKind;
  flag: bool;
  number: f64;
  integer: i64;
  text: usize;
  length: u32;
  /** Lists: their elements, eight bytes each; of strings address and length. */
  count: u32;
  items: usize;
}

export function newTerm(kind: TermKind): Term {
  const term = changetype<Term>(allocateClear(offsetof<Term>()));
  term.kind = kind;
  return term;
}

export function newOperand(kind: OperandKind): Operand {
  const operand = changetype<Operand>(allocateClear(offsetof<Operand>()));
  operand.kind = kind;
  return operand;
}
