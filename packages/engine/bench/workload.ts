/** Plans that the rule lists. */
export const PLANS: readonly string[] = ['pro', 'team', 'enterprise'];

/** How many flags a configuration holds beside the one that is measured. */
export const FLAG_COUNT = 1000;

/** The flag that is measured: true for half of those in France with a plan of the list. */
export const MEASURED_FLAG = 'rule-and-rollout';

/** A flag in words of no vendor: true for everyone, for whom the rule matches, for half of all, or for half of the latter two. */
export type FlagShape = 'static' | 'rule' | 'rollout' | 'rule and rollout';

/** The flags of the workload by key. */
export function workload(): ReadonlyMap<string, FlagShape> {
  const shapes = ['static', 'rule', 'rollout'] as const;
  const flags = Array.from({ length: FLAG_COUNT - 1 }, (_, at): [string, FlagShape] => [
    `flag-${at}`,
    shapes[at % 3] ?? 'static',
  ]);
  return new Map<string, FlagShape>([...flags, [MEASURED_FLAG, 'rule and rollout']]);
}

/** A user as an application describes one. */
export interface BenchContext {
  readonly targetingKey: string;
  readonly [attribute: string]: string | number | boolean;
}

/** A user with a number of attributes, of which the rule reads `country` and `plan`. */
export function benchContext(user: number, attributes: 5 | 25 = 5): BenchContext {
  const context: Record<string, string | number | boolean> & { targetingKey: string } = {
    targetingKey: `user-${user}`,
    country: user % 5 === 4 ? 'DE' : 'FR',
    plan: PLANS[user % 3] ?? 'pro',
    age: 20 + (user % 60),
    beta: user % 2 === 0,
  };
  for (let at = 5; at < attributes; at++) context[`attribute${at}`] = `value ${at} of ${user}`;
  return context;
}
