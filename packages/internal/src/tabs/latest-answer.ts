import { isSharedFailure, type SharedAnswer } from './shared-answer.ts';

/** What the leader was last answered, for those who ask it. */
export interface LatestAnswer {
  readonly subject: string;
  readonly answer: SharedAnswer;
  /** Unix time in milliseconds. */
  readonly atMs: number;
}

/** The latest answer after another one. What is confirmed is remembered with its body, if that was. */
export function nextLatestAnswer(
  before: LatestAnswer | undefined,
  subject: string,
  answer: SharedAnswer,
  atMs: number,
): LatestAnswer {
  const known = before?.subject === subject ? before.answer : undefined;
  const isKnown = answer.kind === 'not-modified' && known?.kind === 'body' && known.body.entityTag === answer.entityTag;
  return { subject, answer: isKnown ? known : answer, atMs };
}

/**
 * The least that tells what is current to a tab that holds `entityTag`; one that holds something else than is confirmed asks by itself then.
 * `undefined` where nothing can be told.
 */
export function tellLatestAnswer(
  latest: LatestAnswer | undefined,
  entityTag: string | undefined,
): SharedAnswer | undefined {
  const answer = latest?.answer;
  if (answer === undefined || isSharedFailure(answer)) return undefined;
  if (answer.kind !== 'body' || answer.body.entityTag !== entityTag) return answer;
  return { kind: 'not-modified', entityTag, lastModifiedMs: answer.body.lastModifiedMs };
}
