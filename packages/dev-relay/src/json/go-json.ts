import { encodeGoJson, type Json } from '@goff-web/internal';
import { isJsonObject, type JsonValue } from './json-value.ts';
import { ANY, type Shape } from './shape.ts';

/** Writes JSON of the given shape byte for byte as the relay proxy writes it: maps sorted, structs in declared order. */
export function goJson(value: JsonValue, shape: Shape = ANY): string {
  return encodeGoJson(inOrder(value, shape));
}

/** The encoder keeps the order of a `Map` and sorts everything else, so a struct becomes a `Map`. */
function inOrder(value: JsonValue, shape: Shape): Json {
  if (Array.isArray(value)) return value.map((item: JsonValue) => inOrder(item, itemShape(shape)));
  if (!isJsonObject(value)) return value;
  if (shape.kind !== 'struct') {
    const members = Object.entries(value).map(([key, member]) => [key, inOrder(member, itemShape(shape))] as const);
    return Object.fromEntries(members);
  }
  const fields = new Map<string, Json>();
  for (const [name, fieldShape] of shape.fields()) {
    const member = value[name];
    if (member !== undefined) fields.set(name, inOrder(member, fieldShape));
  }
  return fields as unknown as Json;
}

function itemShape(shape: Shape): Shape {
  return shape.kind === 'map' || shape.kind === 'list' ? shape.of : ANY;
}
