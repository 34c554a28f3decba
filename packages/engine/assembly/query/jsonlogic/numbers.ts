import { Kind, kindOf, newNode, newNumber, Node } from '../../memory/node';
import { Operator } from './operator';
import { panic, panicked } from './panic';
import { strictNumber } from './value';

/**
 * Arithmetic. `-` and `/` answer an int for nothing, which no other operator takes for a number.
 *
 * @see https://github.com/diegoholiveira/jsonlogic/blob/v3.10.1/math.go
 */
export function calculate(operator: Operator, args: Node | null): Node | null {
  const isList = kindOf(args) == Kind.ARRAY;
  const first = isList ? args!.first : null;
  let result: f64 = 0;
  switch (operator) {
    case Operator.MODULO:
      if (!isList || args!.length < 2) return changetype<Node | null>(panic());
      result = strictNumber(first) % strictNumber(first!.next);
      break;
    case Operator.ABS:
      result = !isList ? abs(strictNumber(args)) : first ? abs(strictNumber(first)) : 0;
      break;
    case Operator.PLUS:
      if (!isList) {
        result = strictNumber(args);
      } else {
        for (let item = first; item && !panicked; item = item!.next) result += strictNumber(item);
      }
      break;
    case Operator.TIMES:
      result = 1;
      for (let item = first; item && !panicked; item = item!.next) result *= strictNumber(item);
      break;
    case Operator.MINUS:
    case Operator.DIVIDE:
      if (!first) return newNode(Kind.INT);
      result = strictNumber(first);
      if (operator == Operator.MINUS && !first.next) result = -1 * result;
      for (let item = first.next; item && !panicked; item = item!.next) {
        if (operator == Operator.MINUS) result -= strictNumber(item);
        else result /= strictNumber(item);
      }
      break;
    default:
      if (!first) return null;
      result = strictNumber(first);
      for (let item = first.next; item && !panicked; item = item!.next) {
        const value = strictNumber(item);
        if (operator == Operator.MAX ? value > result : result > value) result = value;
      }
  }
  return panicked ? null : newNumber(result);
}
