import { allocate, allocateClear } from './memory/arena';
import { Node } from './memory/node';
import { isWord, sameText } from './text/compare';

/**
 * The places where queries and flags look for something of the evaluation context. Whoever evaluates fills the cell of every attribute that
 * the flag lists: the host from JavaScript values, the GOFF face from the input document. An empty cell: the context has no such thing.
 *
 * The reference copies the whole context into a map for every evaluation, and its own `key`, `targetingKey` and `anonymous` over what the context
 * has of these names.
 *
 * @see https://github.com/thomaspoignant/go-feature-flag/blob/modules/core/v0.7.2/modules/core/utils/serializer.go (ContextToMap)
 */
export enum Role {
  /** A top-level attribute of the context, enrichment laid over it. Whole numbers of the context itself are ints, the rest floats. */
  CUSTOM,
  /** `targetingKey` and `key` in queries: the context's own targeting key where it is a string, else an empty string. */
  TARGETING_KEY,
  /** `anonymous` in queries: true where the attribute is true, else false. */
  ANONYMOUS,
  /** The text of `gofeatureflag.currentDateTime` in the context itself. */
  DATE,
  /** The same after enrichment: rules read their date later than schedules do. */
  RULE_DATE,
  /** All attributes, enrichment laid over them, as one object. */
  WHOLE,
}

@unmanaged
export class Attribute {
  /** The cell; laid out as `Node`, of which it is a part. */
  cell: u64;
  private payload: u64;
  private chain: u64;

  role: Role;
  name: usize;
  nameLength: u32;
  /** Next attribute in the same bucket. */
  next: Attribute | null;
  // Behind it: room for a short text, so that the host need not ask for any.

  @inline get node(): Node {
    return changetype<Node>(this);
  }
}

const SHORT_TEXT_BYTES: usize = 64;

const BUCKETS: u32 = 64;

/** All attributes of one configuration. */
@unmanaged
export class Attributes {
  private buckets: u64;
}

export const ATTRIBUTES_BYTES: i32 = 256;

/** One flag's attributes: a growing list. */
@unmanaged
export class AttributeList {
  count: u32;
  capacity: u32;
  items: usize;

  @inline at(index: u32): Attribute {
    return load<Attribute>(this.items + (<usize>index << 2));
  }
}

let table: Attributes = changetype<Attributes>(0);
let list: AttributeList = changetype<AttributeList>(0);

/** Directs `need…` to a table and to one flag's list. */
export function collectAttributes(into: Attributes, forFlag: AttributeList): void {
  table = into;
  list = forFlag;
}

/** An attribute as queries see it. */
export function needQueryAttribute(name: usize, length: u32): Attribute {
  if (isWord(name, length, 'targetingKey') || isWord(name, length, 'key')) return need(Role.TARGETING_KEY);
  if (isWord(name, length, 'anonymous')) return need(Role.ANONYMOUS);
  return need(Role.CUSTOM, name, length);
}

export function need(role: Role, name: usize = 0, length: u32 = 0): Attribute {
  const attribute = intern(role, name, length);
  for (let i: u32 = 0; i < list.count; i++) {
    if (list.at(i) == attribute) return attribute;
  }
  if (list.count == list.capacity) {
    const capacity = max<u32>(list.capacity * 2, 4);
    const items = allocate(<usize>capacity << 2);
    if (!items) return attribute;
    memory.copy(items, list.items, <usize>list.count << 2);
    list.items = items;
    list.capacity = capacity;
  }
  store<Attribute>(list.items + (<usize>(list.count++) << 2), attribute);
  return attribute;
}

function intern(role: Role, name: usize, length: u32): Attribute {
  let hash: u32 = role + length;
  for (let i: u32 = 0; i < length; i++) hash = (hash ^ load<u8>(name + i)) * 16777619;
  const bucket = changetype<usize>(table) + (((hash ^ (hash >> 15)) & (BUCKETS - 1)) << 2);
  for (let at = load<Attribute | null>(bucket); at; at = at!.next) {
    if (at.role == role && sameText(at.name, at.nameLength, name, length)) return at;
  }
  const attribute = changetype<Attribute>(allocateClear(offsetof<Attribute>() + SHORT_TEXT_BYTES));
  attribute.role = role;
  attribute.name = name;
  attribute.nameLength = length;
  attribute.next = load<Attribute | null>(bucket);
  store<Attribute>(bucket, attribute);
  return attribute;
}
