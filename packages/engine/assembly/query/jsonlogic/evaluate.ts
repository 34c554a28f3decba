import { Attribute } from '../../attribute';
import { allocateClear } from '../../memory/arena';
import { fault } from '../../memory/fault';
import { appendMember, Kind, kindOf, newNode, Node } from '../../memory/node';
import { apply } from './apply';
import { beginLogic, panicked } from './panic';

/** What a rule reads of the context. */
@unmanaged
export class Data {
  first: Entry | null;
  isWhole: bool;
  /** When the rule needs everything. */
  whole: Attribute | null;
  targetingKey: Attribute | null;
  anonymous: Attribute | null;
}

@unmanaged
class Entry {
  next: Entry | null;
  name: usize;
  length: u32;
  attribute: Attribute;
}

export function newData(): Data {
  return changetype<Data>(allocateClear(offsetof<Data>()));
}

export function addAttribute(data: Data, name: usize, length: u32, attribute: Attribute): void {
  const entry = changetype<Entry>(allocateClear(offsetof<Entry>()));
  entry.name = name;
  entry.length = length;
  entry.attribute = attribute;
  entry.next = data.first;
  data.first = entry;
}

/**
 * Whether the rule's result counts as true: it is printed as JSON, and neither `false`, `null`, `""`, `0` nor `[]`. A result that cannot be
 * printed, because a number in it is not finite, counts as false; minus zero, printed `-0`, as true.
 *
 * @see https://github.com/thomaspoignant/go-feature-flag/blob/modules/core/v0.7.2/modules/core/flag/rule.go (evaluateRule)
 */
export function evaluateJsonLogic(rule: Node, data: Data): bool {
  beginLogic();
  const result = apply(rule, objectOf(data));
  if (panicked || fault) return false;
  switch (kindOf(result)) {
    case Kind.TRUE:
      return true;
    case Kind.NUMBER:
      return isPrintable(result!) && reinterpret<u64>(result!.number) != 0;
    case Kind.STRING:
      return result!.length > 0;
    case Kind.ARRAY:
      return result!.length > 0 && isPrintable(result!);
    case Kind.OBJECT:
      return isPrintable(result!);
    default:
      return false;
  }
}

function objectOf(data: Data): Node {
  const object = newNode(Kind.OBJECT);
  if (data.isWhole) {
    const whole = data.whole!.node;
    for (let child = whole.first; child && !fault; child = child!.next) {
      appendMember(object, child.key, child.keyLength, child);
    }
    const targetingKey = data.targetingKey!.node;
    appendMember(object, KEY, 3, targetingKey);
    appendMember(object, TARGETING_KEY, 12, targetingKey);
    appendMember(object, ANONYMOUS, 9, data.anonymous!.node);
    return object;
  }
  for (let entry = data.first; entry; entry = entry!.next) {
    const node = entry.attribute.node;
    if (node.kind == Kind.ABSENT) continue;
    const child = appendMember(object, entry.name, entry.length, node);
    if (node.kind == Kind.INT) {
      child.kind = Kind.NUMBER;
      child.number = <f64>node.integer;
    }
  }
  return object;
}

/** `key`, `targetingKey` and `anonymous` in UTF-8. */
const KEY = memory.data<u8>([0x6b, 0x65, 0x79]);
const TARGETING_KEY = memory.data<u8>([0x74, 0x61, 0x72, 0x67, 0x65, 0x74, 0x69, 0x6e, 0x67, 0x4b, 0x65, 0x79]);
const ANONYMOUS = memory.data<u8>([0x61, 0x6e, 0x6f, 0x6e, 0x79, 0x6d, 0x6f, 0x75, 0x73]);

function isPrintable(node: Node): bool {
  if (node.kind == Kind.NUMBER) return node.number - node.number == 0;
  if (node.kind < Kind.ARRAY) return true;
  for (let child = node.first; child; child = child!.next) {
    if (!isPrintable(child)) return false;
  }
  return true;
}
