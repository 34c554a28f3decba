import { type Disagreement, disagreement } from '../../conformance/disagreement.ts';
import type { Answer } from '../../conformance/vector.ts';
import type { Oracle } from '../oracle/oracle.ts';

/** What our side said: an answer, or the text of what was thrown. */
export type Said = Answer | string;

/** How a case ended: alike, alike with one of several answers that the reference gives by chance, or different. */
export type Verdict =
  | { readonly kind: 'agree' }
  | { readonly kind: 'undecided' }
  | { readonly kind: 'differ'; readonly expected: Answer; readonly difference: Disagreement | string };

/** What differs between the reference's answer and ours. */
export function differenceOf(expected: Answer, said: Said): Disagreement | string | undefined {
  return typeof said === 'string' ? said : disagreement(expected, said);
}

/** Asked first a few times and then often: chance shows itself in most flags at once, in some only rarely. */
const REPETITIONS = [6, 60, 600];

/**
 * Judges a case in which the reference's first answer is not ours. The reference adds shares up, and walks rules with
 * several operators, in the random order of Go's maps: it is asked again until it has either given our answer too, or
 * has given nothing like it hundreds of times.
 *
 * @param again - Answers the case anew on our side: the clock may have moved on since.
 */
export async function judge(oracle: Oracle, line: string, again: () => Said): Promise<Verdict> {
  let expected: Answer | undefined;
  let seen = new Set<string>();
  for (const repetitions of REPETITIONS) {
    const answers = await oracle.ask(Array.from({ length: repetitions }, () => line));
    seen = new Set([...seen, ...answers]);
    const ours = again();
    for (const text of seen) {
      expected = JSON.parse(text) as Answer;
      if (differenceOf(expected, ours) === undefined) return { kind: seen.size === 1 ? 'agree' : 'undecided' };
    }
  }
  if (expected === undefined) throw new Error('the oracle gave no answer');
  return { kind: 'differ', expected, difference: differenceOf(expected, again()) ?? 'differs by chance' };
}
