import { equalJson, type FlagAnswer } from '@goff-web/internal';
import type { FlagAnswers } from './flag-answers.ts';

/** Keys of the flags whose answer was added, removed or differs, sorted. The order of members and of flags makes no difference. */
export function changedFlags(
  before: FlagAnswers,
  after: FlagAnswers,
  isSame: (before: FlagAnswer, after: FlagAnswer) => boolean = equalJson,
): string[] {
  const keys = new Set([...before.keys(), ...after.keys()]);
  const differs = (key: string): boolean => {
    try {
      const [left, right] = [before.get(key), after.get(key)];
      if (left && right && isSame(left, right)) return false;
    } catch {
      // It nests deeper than the stack goes.
    }
    return true;
  };
  return [...keys].filter(differs).sort();
}

/**
 * Whether a snapshot's answer and the relay proxy's say the same. Snapshots of in-process mode say more about a flag than bulk answers do:
 * its version, whether it can be cached, and an error in other words.
 */
export function isSameAsSnapshot(before: FlagAnswer, after: FlagAnswer): boolean {
  return equalJson(withoutExtras(before), withoutExtras(after));
}

function withoutExtras(answer: FlagAnswer): unknown {
  const { errorCode, flagMetadata, reason, value, variant } = answer;
  const { gofeatureflag_cacheable: _, version: __, ...metadata } = flagMetadata ?? {};
  return errorCode === undefined ? [value, variant, reason, metadata] : [errorCode, metadata];
}
