import type { Evaluator } from '@goff-web/engine';

/** One simulated user of the crowd. */
export interface CrowdMember {
  readonly targetingKey: string;
  variation: string;
}

export const CROWD_SIZE = 1_000;

/** Makes the crowd: the same users at each visit, so that a rollout moves the same ones. */
export function createCrowd(): readonly CrowdMember[] {
  return Array.from({ length: CROWD_SIZE }, (_, index) => ({ targetingKey: `crowd-${index}`, variation: '' }));
}

/**
 * Asks for a flag on behalf of each member.
 *
 * @returns how many got which variation, the most frequent first.
 */
export function evaluateCrowd(
  crowd: readonly CrowdMember[],
  evaluator: Evaluator,
  flagKey: string,
): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const member of crowd) {
    evaluator.setContext({ targetingKey: member.targetingKey, anonymous: false });
    member.variation = evaluator.evaluate(flagKey)?.variation ?? 'no such flag';
    counts.set(member.variation, (counts.get(member.variation) ?? 0) + 1);
  }
  return new Map([...counts].sort(([one], [other]) => one.localeCompare(other)));
}
