import { appendCopy, isNil, Kind, kindOf, newBoolean, newNode, Node } from '../../memory/node';
import { fault } from '../../memory/fault';
import { sameText } from '../../text/compare';
import { isEqual, isOrdered, isSame } from './compare';
import { containsOf, filterOrMap, isIn, merge, missing, missingSome, quantify, reduce, setProperty } from './lists';
import { calculate } from './numbers';
import { Operator, operatorOf } from './operator';
import { enterCall, leaveCall, panic, panicked } from './panic';
import { concatenate, substring } from './strings';
import { isPrimitive, isTrue } from './value';
import { getVariable } from './variables';

/**
 * A rule against data. An object with one member is an operation; with more it is a value, and with none the empty object.
 *
 * @see https://github.com/diegoholiveira/jsonlogic/blob/v3.10.1/jsonlogic.go
 * @see https://github.com/diegoholiveira/jsonlogic/blob/v3.10.1/operation.go
 */
export function apply(rule: Node | null, data: Node | null): Node | null {
  if (kindOf(rule) != Kind.OBJECT) return changetype<Node | null>(panic());
  const operation = onlyMember(rule!);
  if (!operation || panicked || fault || !enterCall()) return rule;
  const result = operate(operatorOf(operation), operation, data);
  leaveCall();
  return panicked ? null : result;
}

/** Members with the same name are one, the last of them. */
function onlyMember(object: Node): Node | null {
  const last = object.last;
  for (let at = object.first; at && at != last; at = at!.next) {
    if (!sameText(at.key, at.keyLength, last!.key, last!.keyLength)) return null;
  }
  return last;
}

/** Values as they are, lists and objects with the rules inside of them applied. */
export function parseValues(values: Node | null, data: Node | null): Node | null {
  if (isNil(values) || isPrimitive(values)) return values;
  if (values!.kind == Kind.OBJECT) return apply(values, data);
  if (values!.kind != Kind.ARRAY) return changetype<Node | null>(panic());
  if (values!.length == 0 || !enterCall()) return values;
  const parsed = newNode(Kind.ARRAY);
  for (let item = values!.first; item && !panicked && !fault; item = item!.next) {
    appendCopy(parsed, parseValues(item, data));
  }
  leaveCall();
  return parsed;
}

function operate(operator: Operator, values: Node, data: Node | null): Node | null {
  switch (operator) {
    case Operator.AND:
    case Operator.OR:
      return andOr(operator, values, data);
    case Operator.IF:
      return choose(values, data);
    case Operator.FILTER:
    case Operator.MAP:
      return filterOrMap(operator, values, data);
    case Operator.REDUCE:
      return reduce(values, data);
    case Operator.ALL:
    case Operator.NONE:
    case Operator.SOME:
      return quantify(operator, values, data);
    case Operator.VAR:
      return getVariable(values, data);
    case Operator.UNKNOWN:
      return changetype<Node | null>(panic());
  }
  const args = parseValues(values, data);
  if (panicked) return null;
  switch (operator) {
    case Operator.EQUAL:
      return newBoolean(isEqual(args));
    case Operator.NOT_EQUAL:
      return newBoolean(!isEqual(args));
    case Operator.SAME:
      return newBoolean(isSame(args));
    case Operator.NOT_SAME:
      return newBoolean(!isSame(args));
    case Operator.LESS:
      return isOrdered(args, false, false);
    case Operator.LESS_OR_EQUAL:
      return isOrdered(args, true, false);
    case Operator.GREATER:
      return isOrdered(args, false, true);
    case Operator.GREATER_OR_EQUAL:
      return isOrdered(args, true, true);
    case Operator.NOT:
      return newBoolean(!isTrue(firstOr(args)));
    case Operator.TRUTHY:
      return newBoolean(isTrue(firstOr(args)));
    case Operator.IN:
      return isIn(args);
    case Operator.MISSING:
      return missing(args, data);
    case Operator.MISSING_SOME:
      return missingSome(args, data);
    case Operator.SET:
      return setProperty(args, data);
    case Operator.CAT:
      return concatenate(args);
    case Operator.SUBSTR:
      return substring(args);
    case Operator.MERGE:
      return merge(args);
    case Operator.CONTAINS_ALL:
    case Operator.CONTAINS_ANY:
    case Operator.CONTAINS_NONE:
      return containsOf(operator, args);
    default:
      return calculate(operator, args);
  }
}

/** The first argument of a list that has one, else the argument itself. */
function firstOr(args: Node | null): Node | null {
  return kindOf(args) == Kind.ARRAY && args!.length ? args!.first : args;
}

/** @see https://github.com/diegoholiveira/jsonlogic/blob/v3.10.1/logic.go */
function andOr(operator: Operator, values: Node, data: Node | null): Node | null {
  if (values.kind != Kind.ARRAY) return changetype<Node | null>(panic());
  let last: Node | null = null;
  for (let item = values.first; item; item = item!.next) {
    last = parseValues(item, data);
    if (panicked || isTrue(last) == (operator == Operator.OR)) break;
  }
  return last;
}

/** Conditions and results in turn, and at most one more. A result that is an object is applied again, even when it came out of the data. */
function choose(values: Node, data: Node | null): Node | null {
  if (values.kind != Kind.ARRAY) return changetype<Node | null>(panic());
  let condition = values.first;
  while (condition) {
    const result = condition.next;
    if (!result) return applyAgain(condition, data);
    if (isTrue(parseValues(condition, data))) return applyAgain(result, data);
    if (panicked) return null;
    condition = result.next;
  }
  return null;
}

function applyAgain(clause: Node, data: Node | null): Node | null {
  const value = parseValues(clause, data);
  return kindOf(value) == Kind.OBJECT && !panicked ? apply(value, data) : value;
}
