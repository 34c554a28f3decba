import { needQueryAttribute } from '../../attribute';
import { allocate } from '../../memory/arena';
import { fail, Fault, MAX_DEPTH } from '../../memory/fault';
import { Condition, newTerm, Path, Term, TermKind } from './condition';
import { tokenize } from './lexer';
import { parseOperand } from './operand';
import {
  beginTokens,
  current,
  depth,
  enterGroup,
  la1,
  la2,
  leaveGroup,
  match,
  recover,
  seen,
  set,
  State,
  synchronize,
  take, termFollowers,
  tokenAhead,
  watch,
  watched,
} from './recovery';
import { isOperator, Token } from './token';

/**
 * Tokens into a condition, as the parser does that ANTLR generates from nikunjy's grammar, broken queries included. What stands behind the
 * query is ignored. `and` and `or` have one precedence; `not` needs parentheses, but where they are missing, recovery may add them.
 *
 * @see https://github.com/hairyhenderson/rules/blob/58ee76134adc/parser/JsonQuery.g4
 * @see https://github.com/hairyhenderson/rules/blob/58ee76134adc/parser/jsonquery_parser.go
 */

const QUERY_START: u32 = (1 << Token.NOT) | (1 << Token.SPACE) | (1 << Token.OPEN) | (1 << Token.NAME);
const GROUP_START: u32 = (1 << Token.NOT) | (1 << Token.SPACE) | (1 << Token.OPEN);
const OPERAND_START: u32 =
  (1 << Token.BOOLEAN) |
  (1 << Token.NULL) |
  (1 << Token.VERSION) |
  (1 << Token.STRING) |
  (1 << Token.DOUBLE) |
  (1 << Token.MINUS) |
  (1 << Token.INT) |
  (1 << Token.OPEN_LIST);

let steps: u32 = 0;
/** Whether the term parsed last has failed: its chain ends there. */
let failed: bool = false;

/** Null only when a fault was set. */
export function parseCondition(text: usize, length: u32): Condition | null {
  if (!tokenize(text, length)) return null;
  beginTokens();
  steps = 0;
  const condition = changetype<Condition>(allocate(offsetof<Condition>()));
  condition.first = parseChain();
  condition.steps = steps;
  return condition;
}

function parseChain(): Term {
  const first = parseTerm(false);
  if (failed) return first;
  let last = first;
  while (la1 == Token.SPACE && la2 == Token.LOGICAL) {
    take(State.AFTER_LOGICAL);
    const isOr = current().length == 2;
    take(State.AFTER_LOGICAL);
    const complete = match(State.AFTER_LOGICAL, Token.SPACE, QUERY_START);
    const term = complete ? parseTerm(true) : newTerm(TermKind.BROKEN);
    term.isOr = isOr;
    last.next = term;
    last = term;
    if (!complete) {
      recover(false);
      break;
    }
  }
  return first;
}

/** `inner`: behind `and` or `or`. */
function parseTerm(inner: bool): Term {
  failed = false;
  if (synchronize(State.QUERY, QUERY_START)) {
    if (set(la1) & GROUP_START) return parseGroup(inner);
    const term = la1 == Token.NAME ? parseComparison() : null;
    if (term) return term;
  }
  recover(inner);
  failed = true;
  return newTerm(TermKind.BROKEN);
}

/** `not (…)`. A `not` that recovery skips between the parentheses negates as well. */
function parseGroup(inner: bool): Term {
  const outerWatched = watched;
  const outerSeen = seen;
  watch(Token.NOT, 0);
  let term: Term;
  let complete = false;
  if (openGroup()) {
    term = newTerm(TermKind.GROUP);
    const not = seen;
    if (depth >= MAX_DEPTH) {
      fail(Fault.TOO_DEEP);
    } else {
      enterGroup();
      term.group = parseChain();
      leaveGroup();
    }
    watch(Token.NOT, not);
    complete = closeGroup();
  } else {
    term = newTerm(TermKind.BROKEN);
  }
  if (!complete) recover(inner);
  term.isNegated = seen != 0;
  watch(outerWatched, outerSeen);
  failed = !complete;
  return term;
}

/** Up to the query inside. False when the group is broken before that. */
function openGroup(): bool {
  if (!synchronize(State.BEFORE_NOT, GROUP_START)) return false;
  if (la1 == Token.NOT) take(State.BEFORE_NOT);
  if (!synchronize(State.BEFORE_OPEN, set(Token.SPACE) | set(Token.OPEN))) return false;
  if (la1 == Token.SPACE) take(State.BEFORE_OPEN);
  if (!match(State.OPEN, Token.OPEN, QUERY_START)) return false;
  synchronize(State.AFTER_OPEN, QUERY_START);
  // A space belongs to the parenthesis; but it takes two more tokens to know that a query follows.
  if (la1 != Token.SPACE) return (set(la1) & QUERY_START) != 0;
  if (!(set(la2) & QUERY_START)) return false;
  take(State.AFTER_OPEN);
  return true;
}

function closeGroup(): bool {
  if (!synchronize(State.BEFORE_CLOSE, set(Token.SPACE) | set(Token.CLOSE))) return false;
  if (la1 == Token.SPACE) take(State.BEFORE_CLOSE);
  return match(State.CLOSE, Token.CLOSE, termFollowers());
}

/** `company.name eq "x"` or `company.name pr`; null when what follows the path decides for neither. */
function parseComparison(): Term | null {
  let names: u32 = 1;
  let ahead: u32 = 1;
  for (; tokenAhead(ahead) == Token.DOT && tokenAhead(ahead + 1) == Token.NAME; ahead += 2) names++;
  if (tokenAhead(ahead) != Token.SPACE) return null;
  const operator = tokenAhead(ahead + 1);
  if (operator == Token.PRESENT) {
    const term = newTerm(TermKind.PRESENT);
    term.path = parsePath(names);
    take(State.QUERY);
    take(State.QUERY);
    return term;
  }
  if (!isOperator(operator)) return null;
  const path = parsePath(names);
  take(State.QUERY);
  take(State.QUERY);
  if (!match(State.BEFORE_OPERAND, Token.SPACE, OPERAND_START)) return null;
  const operand = parseOperand(OPERAND_START);
  const term = newTerm(operand ? TermKind.COMPARE : TermKind.BROKEN);
  term.path = path;
  term.operator = operator;
  term.operand = operand;
  return term;
}

function parsePath(count: u32): Path {
  const path = changetype<Path>(allocate(offsetof<Path>()));
  const names = allocate(<usize>count << 3);
  path.count = names ? count : 0;
  path.names = names;
  steps += count;
  for (let i: u32 = 0; i < count; i++) {
    if (i) take(State.QUERY);
    const name = current();
    if (i == 0) path.attribute = needQueryAttribute(name.text, name.length);
    if (names) {
      store<usize>(names + (<usize>i << 3), name.text);
      store<u32>(names + (<usize>i << 3), name.length, 4);
    }
    take(State.QUERY);
  }
  return path;
}
