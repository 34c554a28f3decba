import type { EngineContext, Evaluator } from '@goff-web/engine';

/** One simulated user of the crowd. */
export interface CrowdMember {
  readonly context: EngineContext;
  variation: string;
}

export const CROWD_SIZE = 1_000;

/** Members differ in whatever the demo's rules look at, each attribute in a rhythm of its own. */
function memberContext(index: number): EngineContext {
  return {
    targetingKey: `crowd-${index}`,
    anonymous: index % 7 === 0,
    email: `crowd-${index}@${index % 6 === 1 ? 'gofeatureflag.org' : 'example.com'}`,
    professional: index % 5 < 2,
    admin: index % 20 === 1,
    rate: 1 + (index % 11) / 3,
    age: 18 + (index % 61),
    company_info: { name: `company-${index % 30}`, size: (index * 7) % 150 },
  };
}

/** Makes the crowd: the same users at each visit, so that a rollout moves the same ones. */
export function createCrowd(): readonly CrowdMember[] {
  return Array.from({ length: CROWD_SIZE }, (_, index) => ({ context: memberContext(index), variation: '' }));
}

/**
 * Asks for a flag on behalf of each member.
 *
 * @returns how many got which variation: all of the flag's own in their order, then whatever else was answered.
 */
export function evaluateCrowd(
  crowd: readonly CrowdMember[],
  evaluator: Evaluator,
  flagKey: string,
  variations: readonly string[],
): ReadonlyMap<string, number> {
  const counts = new Map(variations.map((variation) => [variation, 0]));
  for (const member of crowd) {
    evaluator.setContext(member.context);
    member.variation = evaluator.evaluate(flagKey)?.variation ?? 'no such flag';
    counts.set(member.variation, (counts.get(member.variation) ?? 0) + 1);
  }
  return counts;
}
