import { AttributeList } from '../attribute';
import { hasHugeNumber, parseJson } from '../json/parse';
import { allocate, allocateClear } from '../memory/arena';
import { fault } from '../memory/fault';
import { Kind, Node } from '../memory/node';
import { listAttributes } from './jsonlogic/attributes';
import { Data, evaluateJsonLogic, newData } from './jsonlogic/evaluate';
import { Condition } from './nikunjy/condition';
import { evaluateCondition } from './nikunjy/evaluate';
import { parseCondition } from './nikunjy/parser';

/**
 * A rule's query: nikunjy's language, or JSONLogic where the text is a JSON object.
 *
 * @see https://github.com/thomaspoignant/go-feature-flag/blob/modules/core/v0.7.2/modules/core/flag/rule.go (GetQueryFormat, evaluateRule)
 */
@unmanaged
export class Query {
  /** Exactly one of the two; neither: never matches. */
  condition: Condition | null;
  logic: Node | null;
  /** What the JSONLogic rule reads. */
  data: Data | null;
}

/** Null for a query that matches everybody, or when a fault was set. */
export function compileQuery(source: Node | null): Query | null {
  if (!source) return null;
  trimLines(source.text, source.length);
  if (trimmedLength == 0) return null;
  const query = changetype<Query>(allocateClear(offsetof<Query>()));
  const json = readJsonObject();
  if (!json) {
    if (fault) return null;
    query.condition = parseCondition(trimmed, trimmedLength);
  } else if (json.kind == Kind.OBJECT) {
    const data = newData();
    listAttributes(json, data);
    query.logic = json;
    query.data = data;
  }
  return query;
}

export function matches(query: Query): bool {
  const condition = query.condition;
  if (condition) return evaluateCondition(condition);
  const logic = query.logic;
  return logic ? evaluateJsonLogic(logic, query.data!) : false;
}

let trimmed: usize = 0;
let trimmedLength: u32 = 0;

/** The reference takes out line breaks and the spaces at the beginning of each line, inside of strings too. */
function trimLines(text: usize, length: u32): void {
  const end = text + length;
  while (text < end && load<u8>(text) == 0x20) text++;
  trimmed = text;
  trimmedLength = <u32>(end - text);
  let at = text;
  while (at < end && load<u8>(at) != 0x0a) at++;
  if (at == end) return;
  const copy = allocate(end - text);
  trimmedLength = 0;
  if (!copy) return;
  trimmed = copy;
  let lineStart = true;
  for (at = text; at < end; at++) {
    const c = load<u8>(at);
    if (c == 0x0a) {
      lineStart = true;
    } else if (!lineStart || c != 0x20) {
      lineStart = false;
      store<u8>(copy + trimmedLength++, c);
    }
  }
}

/** The query as JSON; Go decodes it into a map, which null fits into as well. */
function readJsonObject(): Node | null {
  let at = trimmed;
  const end = trimmed + trimmedLength;
  while (at < end && load<u8>(at) <= 0x20) at++;
  if (at == end || (load<u8>(at) != 0x7b && load<u8>(at) != 0x6e)) return null;
  const json = parseJson(trimmed, trimmedLength, 0);
  return json && !hasHugeNumber && (json.kind == Kind.OBJECT || json.kind == Kind.NULL) ? json : null;
}
