import type { Mutation } from './mutation-sites.ts';

/** Changes that cannot be seen in any answer, each with the reason. They are replaced, never counted. */
interface EquivalentChange {
  readonly file: string;
  /** The line as it reads, or a part of it. */
  readonly line: string;
  /** The line as it reads after the change, where only some changes of the line are equivalent. */
  readonly after?: string;
  readonly reason: string;
}

const EQUIVALENT: readonly EquivalentChange[] = [
  {
    file: 'query/nikunjy/operand.ts',
    line: 'match(State.BEFORE_INT, Token.MINUS, 0)',
    after: 'Token.MINUS, 1)',
    reason: 'the followers are read only where the token is missing, and here the minus has been seen before',
  },
];

/** Why a change is none, or `undefined` where it must be caught. */
export function equivalenceOf(mutation: Mutation): string | undefined {
  return EQUIVALENT.find(
    ({ file, line, after }) =>
      file === mutation.file &&
      mutation.before.includes(line) &&
      (after === undefined || mutation.after.includes(after)),
  )?.reason;
}
