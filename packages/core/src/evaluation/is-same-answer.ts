import type { Evaluation } from '@goff-web/engine';
import { equalJson } from '@goff-web/internal';

/** Whether two evaluations of a flag say the same to whoever asked; until when they hold is no part of it. */
export function isSameAnswer(left: Evaluation | undefined, right: Evaluation | undefined): boolean {
  if (left === right) return true;
  if (left === undefined || right === undefined) return false;
  return (
    left.variation === right.variation &&
    left.reason === right.reason &&
    left.errorCode === right.errorCode &&
    left.ruleName === right.ruleName &&
    equalJson(left.value, right.value)
  );
}
