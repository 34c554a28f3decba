import { append, element, isNil, Kind, kindOf, member, newMember, newNode, Node, assign } from '../../memory/node';
import { toInt } from '../../number/integer';
import { parsed, ParseFloat, parseFloat } from '../../number/parse-float';
import { isWord } from '../../text/compare';
import { parseValues } from './apply';
import { enterCall, leaveCall, panic, panicked } from './panic';
import { isPrimitive, toText } from './value';

/**
 * `var`, and variables resolved ahead of a loop.
 *
 * @see https://github.com/diegoholiveira/jsonlogic/blob/v3.10.1/vars.go
 */
export function getVariable(values: Node | null, data: Node | null): Node | null {
  let path = parseValues(values, data);
  if (panicked) return null;
  if (isNil(path)) return isPrimitive(data) ? data : null;
  if (path!.kind == Kind.STRING && path!.length == 0) return data;
  if (path!.kind == Kind.NUMBER) path = toText(path);
  let fallback: Node | null = null;
  if (path && path.kind == Kind.ARRAY) {
    if (path.length == 0) return data;
    if (path.length == 2) fallback = path.first!.next;
    path = path.first;
    if (kindOf(path) != Kind.STRING) return changetype<Node | null>(panic());
  }
  if (isNil(data)) return fallback;
  if (kindOf(path) != Kind.STRING) return changetype<Node | null>(panic());

  let value = data;
  const end = path!.text + path!.length;
  for (let at = path!.text; at <= end; at++) {
    const start = at;
    while (at < end && load<u8>(at) != 0x2e) at++;
    if (at == start) continue;
    value = step(value!, start, <u32>(at - start));
    if (isNil(value)) return fallback;
  }
  return value;
}

/** A member of an object, or an element of a list: its position is read as a float and cut. */
function step(value: Node, name: usize, length: u32): Node | null {
  if (value.kind == Kind.OBJECT) return member(value, name, length);
  if (value.kind != Kind.ARRAY) return null;
  const number = parseFloat(name, length);
  if (parsed != ParseFloat.OK) return null;
  const position = toInt(number);
  return position >= 0 && position < <i64>value.length ? element(value, <u32>position) : null;
}

/** The rule with the variables that the outer data has put in; those it has not are left for the elements of the list. */
export function solveVariables(values: Node | null, data: Node | null): Node | null {
  const kind = kindOf(values);
  if (kind != Kind.OBJECT && kind != Kind.ARRAY) return values;
  if (values!.length == 0 || !enterCall()) return values;
  const solved = newNode(kind);
  for (let child = values!.first; child && !panicked; child = child!.next) {
    if (kind == Kind.ARRAY) {
      const item = newNode(Kind.NULL);
      assignValue(item, solveVariables(child, data));
      append(solved, item);
      continue;
    }
    const isVariable = isWord(child.key, child.keyLength, 'var');
    if (isVariable && !isLaterVariable(child)) {
      const isOwn = child.kind == Kind.STRING && (child.length == 0 || load<u8>(child.text) == 0x2e);
      if (!isOwn) {
        const value = getVariable(child, data);
        if (!isNil(value)) {
          leaveCall();
          return value;
        }
      }
    }
    const copy = newMember(Kind.NULL, child.key, child.keyLength);
    assignValue(copy, isVariable ? child : solveVariables(child, data));
    append(solved, copy);
  }
  leaveCall();
  return solved;
}

/** Of two members with one name only the later exists. */
function isLaterVariable(node: Node): bool {
  for (let other = node.next; other; other = other!.next) {
    if (isWord(other.key, other.keyLength, 'var')) return true;
  }
  return false;
}

function assignValue(target: Node, value: Node | null): void {
  if (!isNil(value)) assign(target, value);
}
