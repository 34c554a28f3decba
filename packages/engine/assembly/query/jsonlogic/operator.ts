import { Node } from '../../memory/node';
import { isWord } from '../../text/compare';

/**
 * The operators of the reference's JSONLogic. To add one: its number and its name here, its case in `apply.ts`, and, where it reads the context by
 * name, what it reads in `attributes.ts`.
 *
 * @see https://github.com/diegoholiveira/jsonlogic/blob/v3.10.1/operation.go
 */
export enum Operator {
  UNKNOWN,
  AND,
  OR,
  FILTER,
  MAP,
  REDUCE,
  ALL,
  NONE,
  SOME,
  IN,
  MISSING,
  MISSING_SOME,
  VAR,
  SET,
  CAT,
  SUBSTR,
  MERGE,
  IF,
  MAX,
  MIN,
  PLUS,
  MINUS,
  TIMES,
  DIVIDE,
  MODULO,
  ABS,
  NOT,
  TRUTHY,
  SAME,
  NOT_SAME,
  LESS,
  LESS_OR_EQUAL,
  GREATER,
  GREATER_OR_EQUAL,
  EQUAL,
  NOT_EQUAL,
  CONTAINS_ALL,
  CONTAINS_ANY,
  CONTAINS_NONE,
}

/** The operator that a member's key names; remembered in the member. */
export function operatorOf(member: Node): Operator {
  if (member.operator == 0) member.operator = 1 + find(member);
  return <Operator>(member.operator - 1);
}

// @ts-ignore: decorator
@inline
function is(member: Node, name: string): bool {
  return isWord(member.key, member.keyLength, name);
}

function find(member: Node): Operator {
  if (is(member, 'var')) return Operator.VAR;
  if (is(member, '==')) return Operator.EQUAL;
  if (is(member, 'and')) return Operator.AND;
  if (is(member, 'or')) return Operator.OR;
  if (is(member, '!')) return Operator.NOT;
  if (is(member, '!!')) return Operator.TRUTHY;
  if (is(member, 'in')) return Operator.IN;
  if (is(member, 'if') || is(member, '?:')) return Operator.IF;
  if (is(member, '!=')) return Operator.NOT_EQUAL;
  if (is(member, '===')) return Operator.SAME;
  if (is(member, '!==')) return Operator.NOT_SAME;
  if (is(member, '<')) return Operator.LESS;
  if (is(member, '<=')) return Operator.LESS_OR_EQUAL;
  if (is(member, '>')) return Operator.GREATER;
  if (is(member, '>=')) return Operator.GREATER_OR_EQUAL;
  if (is(member, '+')) return Operator.PLUS;
  if (is(member, '-')) return Operator.MINUS;
  if (is(member, '*')) return Operator.TIMES;
  if (is(member, '/')) return Operator.DIVIDE;
  if (is(member, '%')) return Operator.MODULO;
  if (is(member, 'abs')) return Operator.ABS;
  if (is(member, 'max')) return Operator.MAX;
  if (is(member, 'min')) return Operator.MIN;
  if (is(member, 'cat')) return Operator.CAT;
  if (is(member, 'substr')) return Operator.SUBSTR;
  if (is(member, 'merge')) return Operator.MERGE;
  if (is(member, 'missing')) return Operator.MISSING;
  if (is(member, 'missing_some')) return Operator.MISSING_SOME;
  if (is(member, 'filter')) return Operator.FILTER;
  if (is(member, 'map')) return Operator.MAP;
  if (is(member, 'reduce')) return Operator.REDUCE;
  if (is(member, 'all')) return Operator.ALL;
  if (is(member, 'none')) return Operator.NONE;
  if (is(member, 'some')) return Operator.SOME;
  if (is(member, 'set')) return Operator.SET;
  if (is(member, 'contains_all')) return Operator.CONTAINS_ALL;
  if (is(member, 'contains_any')) return Operator.CONTAINS_ANY;
  if (is(member, 'contains_none')) return Operator.CONTAINS_NONE;
  return Operator.UNKNOWN;
}
