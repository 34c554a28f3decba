import { allocate } from '../../memory/arena';

/**
 * The tokens of nikunjy's language, numbered as its grammar numbers them; `END` is ANTLR's EOF. Sets of tokens are bits of a word, which has room
 * for 32.
 *
 * @see https://github.com/hairyhenderson/rules/blob/58ee76134adc/parser/JsonQuery.g4
 * @see https://github.com/hairyhenderson/rules/blob/58ee76134adc/parser/SemverGrammar.g4
 */
export enum Token {
  END,
  OPEN,
  CLOSE,
  PRESENT,
  DOT,
  MINUS,
  OPEN_LIST,
  CLOSE_LIST,
  NOT,
  LOGICAL,
  BOOLEAN,
  NULL,
  IN,
  EQ,
  NE,
  GT,
  LT,
  GE,
  LE,
  CO,
  SW,
  EW,
  NAME,
  VERSION,
  STRING,
  DOUBLE,
  INT,
  EXPONENT,
  NEWLINE,
  COMMA,
  SPACE,
}

// @ts-ignore: decorator
@inline
export function isOperator(token: Token): bool {
  return token >= Token.IN && token <= Token.EW;
}

/** Whether an operator compares parts of texts, which no other type of operand has. */
// @ts-ignore: decorator
@inline
export function isTextOperator(operator: Token): bool {
  return operator >= Token.CO;
}

@unmanaged
export class Lexeme {
  token: Token;
  text: usize;
  length: u32;
  private padding: u32;
}

/** Tokens of the latest `tokenize`, the last one `END`. */
export let lexemes: usize = 0;

let count: u32 = 0;
let capacity: u32 = 0;

export function beginLexemes(): void {
  count = 0;
  capacity = 32;
  lexemes = allocate(<usize>capacity * offsetof<Lexeme>());
  if (!lexemes) capacity = 0;
}

/** False when the memory cannot grow. */
export function addLexeme(token: Token, text: usize, length: u32): bool {
  if (count == capacity) {
    const grown = allocate(<usize>capacity * 2 * offsetof<Lexeme>());
    if (!grown) return false;
    memory.copy(grown, lexemes, <usize>count * offsetof<Lexeme>());
    lexemes = grown;
    capacity *= 2;
  }
  const lexeme = changetype<Lexeme>(lexemes + <usize>(count++) * offsetof<Lexeme>());
  lexeme.token = token;
  lexeme.text = text;
  lexeme.length = length;
  return true;
}
