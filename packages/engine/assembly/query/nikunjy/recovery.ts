import { Lexeme, lexemes, Token } from './token';

/**
 * ANTLR mends what it cannot parse: it drops a token, invents one, or skips ahead, and goes on. The reference ignores that anything was
 * wrong, so a broken query can still match, and ours has to be mended in exactly the same way.
 *
 * @see https://github.com/antlr4-go/antlr/blob/v4.13.0/error_strategy.go
 */

let position: usize = 0;
let recovering: bool = false;
/** Where and in which parser states the parser has recovered without a match since. */
let lastErrorPosition: usize = 0;
let lastErrorStates: u32 = 0;

/** The next tokens. */
export let la1: Token = Token.END;
export let la2: Token = Token.END;

/** Where in the grammar the parser can fail. */
export enum State {
  QUERY,
  BEFORE_NOT,
  BEFORE_OPEN,
  OPEN,
  AFTER_OPEN,
  BEFORE_CLOSE,
  CLOSE,
  BEFORE_OPERAND,
  OPERAND,
  BEFORE_INT,
  INT,
  STRING_ITEM,
  DOUBLE_ITEM,
  INT_ITEM,
  AFTER_LOGICAL,
}

let state: State = State.QUERY;

/** Parentheses around what is being parsed. */
export let depth: i32 = 0;

export function enterGroup(): void {
  depth++;
}

export function leaveGroup(): void {
  depth--;
}

/** Which token's first occurrence among those consumed the current rule waits for, and where it was. */
export let watched: Token = Token.END;
export let seen: usize = 0;

// @ts-ignore: decorator
@inline
export function set(token: Token): u32 {
  return 1 << token;
}

/** What may follow a complete comparison or group here. */
export function termFollowers(): u32 {
  return set(Token.SPACE) | (depth ? set(Token.CLOSE) : set(Token.END));
}

export function beginTokens(): void {
  depth = 0;
  position = lexemes;
  recovering = false;
  lastErrorPosition = 0;
  lastErrorStates = 0;
  look();
}

function look(): void {
  la1 = changetype<Lexeme>(position).token;
  la2 = la1 == Token.END ? Token.END : changetype<Lexeme>(position + offsetof<Lexeme>()).token;
}

export function current(): Lexeme {
  return changetype<Lexeme>(position);
}

/** The token that far ahead; `END` is never passed. */
export function tokenAhead(distance: u32): Token {
  return changetype<Lexeme>(position + <usize>distance * offsetof<Lexeme>()).token;
}

export function watch(token: Token, from: usize): void {
  watched = token;
  seen = from;
}

/** Takes the current token into the current rule. */
function consume(): void {
  if (la1 == watched && !seen) seen = position;
  if (la1 == Token.END) return;
  position += offsetof<Lexeme>();
  look();
}

function matched(): void {
  recovering = false;
  lastErrorPosition = 0;
  lastErrorStates = 0;
}

/** Before a choice: false when the next token begins none of the alternatives and dropping it does not help. */
export function synchronize(at: State, expected: u32): bool {
  state = at;
  return recovering || (set(la1) & expected) != 0 || dropToken(expected);
}

/** Takes the current token, which the caller has looked at. */
export function take(at: State): void {
  state = at;
  matched();
  consume();
}

/** Takes the token. When another stands there, drops that one, or pretends, where what comes may follow the token. */
export function match(at: State, token: Token, followers: u32): bool {
  if (la1 == token) {
    take(at);
    return true;
  }
  state = at;
  if (dropToken(set(token))) {
    consume();
    return true;
  }
  if (set(la1) & followers) {
    recovering = true;
    return true;
  }
  return false;
}

function dropToken(expected: u32): bool {
  if (!(set(la2) & expected)) return false;
  consume();
  matched();
  return true;
}

/**
 * The current rule has failed: skips to what may follow any of the rules that are under way; of the outermost query nothing does. `inner`: not
 * of the query in these parentheses itself, but of a term behind `and` and `or`, or of an operand.
 */
export function recover(inner: bool): void {
  const followers = depth ? set(Token.SPACE) | set(Token.CLOSE) : inner ? set(Token.SPACE) : 0;
  recovering = true;
  if (lastErrorPosition == position && (lastErrorStates >> state) & 1) consume();
  lastErrorPosition = position;
  lastErrorStates |= 1 << state;
  while (la1 != Token.END && !(set(la1) & followers)) consume();
}
