import { need, needQueryAttribute, Role } from '../../attribute';
import { Kind, Node } from '../../memory/node';
import { toText } from './value';
import { addAttribute, Data } from './evaluate';
import { Operator, operatorOf } from './operator';

/**
 * Which attributes a rule can read, so that only those have to cross into the engine. Where a name is computed, or where data can come back as
 * a rule, it is the whole context.
 *
 * @see https://github.com/diegoholiveira/jsonlogic/blob/v3.10.1/vars.go (the operators that read data by name)
 */
export function listAttributes(rule: Node, data: Data): void {
  if (rule.kind == Kind.ARRAY) {
    for (let item = rule.first; item; item = item!.next) listAttributes(item, data);
    return;
  }
  if (rule.kind != Kind.OBJECT) return;
  for (let operation = rule.first; operation; operation = operation!.next) {
    switch (operatorOf(operation)) {
      case Operator.VAR:
        listVariable(operation, data);
        break;
      case Operator.MISSING:
        listNames(operation, data);
        break;
      case Operator.MISSING_SOME:
        listNames(operation.kind == Kind.ARRAY && operation.length > 1 ? operation.first!.next! : operation, data);
        break;
      case Operator.SET:
        listWhole(data);
        break;
      case Operator.IF:
        listClauses(operation, data);
        break;
    }
    listAttributes(operation, data);
  }
}

function listVariable(path: Node, data: Data): void {
  if (path.kind == Kind.ARRAY) {
    if (path.first) listName(path.first!, data);
    else listWhole(data);
  } else if (path.kind != Kind.NULL) {
    listName(path, data);
  }
}

function listNames(names: Node, data: Data): void {
  if (names.kind != Kind.ARRAY) { listName(names, data); return; }
  for (let name = names.first; name; name = name!.next) listName(name, data);
}

/** The first part of a path. */
function listName(path: Node, data: Data): void {
  if (path.kind == Kind.TRUE || path.kind == Kind.FALSE || path.kind == Kind.NULL) return;
  if (path.kind != Kind.STRING && path.kind != Kind.NUMBER) { listWhole(data); return; }
  const text = toText(path);
  if (!text) return;
  let start = text.text;
  const end = start + text.length;
  while (start < end && load<u8>(start) == 0x2e) start++;
  if (start == end) { listWhole(data); return; }
  let stop = start;
  while (stop < end && load<u8>(stop) != 0x2e) stop++;
  const length = <u32>(stop - start);
  addAttribute(data, start, length, needQueryAttribute(start, length));
}

/** A result that is a rule may answer an object of the data, which is then applied as a rule. */
function listClauses(clauses: Node, data: Data): void {
  if (clauses.kind != Kind.ARRAY) return;
  for (let clause = clauses.first; clause; clause = clause!.next) {
    if (clause.kind == Kind.OBJECT && mayAnswerObject(clause)) { listWhole(data); return; }
  }
}

function mayAnswerObject(rule: Node): bool {
  for (let operation = rule.first; operation; operation = operation!.next) {
    switch (operatorOf(operation)) {
      case Operator.VAR:
      case Operator.AND:
      case Operator.OR:
      case Operator.IF:
        return true;
    }
  }
  return false;
}

function listWhole(data: Data): void {
  if (data.isWhole) return;
  data.isWhole = true;
  data.whole = need(Role.WHOLE);
  data.targetingKey = need(Role.TARGETING_KEY);
  data.anonymous = need(Role.ANONYMOUS);
}
