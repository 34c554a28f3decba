import type { EngineContext, JsonValue } from '../../src/evaluator.ts';
import { GENERATORS } from '../generate/case.ts';
import type { Random } from '../generate/random.ts';
import { mutateCase } from '../mutate/mutate-case.ts';

/** What the resident host is handed. */
export interface HostileQuestion {
  readonly flagKey: string;
  readonly flag: JsonValue;
  readonly enrichment: { readonly [attribute: string]: JsonValue };
  readonly context: EngineContext;
}

function cyclic(): unknown {
  const circle: Record<string, unknown> = {};
  circle['self'] = circle;
  return circle;
}

/** Values that a context can hold in JavaScript and no JSON document can. */
const FOREIGN: readonly (() => unknown)[] = [
  () => Number.NaN,
  () => Number.POSITIVE_INFINITY,
  () => Number.NEGATIVE_INFINITY,
  () => -0,
  () => 10n ** 30n,
  () => undefined,
  () => Symbol('s'),
  () => () => 1,
  () => new Date(Number.NaN),
  () => new Date(0),
  () => new Map([[1, 2]]),
  () => /x/,
  () => new Uint8Array(3),
  () => cyclic(),
  () => Object.create(null),
  () => Object.assign([], { length: 3 }),
  () => '\ud83d',
  () => `\udc00${'x'.repeat(100)}`,
  () => ({
    get broken(): never {
      throw new Error('a getter that throws');
    },
  }),
  () => ({
    toJSON(): never {
      throw new Error('a toJSON that throws');
    },
  }),
  () => new Proxy({}, { ownKeys: () => ['a', 'a2'], get: () => 'anything' }),
  () => JSON.parse(`${'['.repeat(300)}${']'.repeat(300)}`) as unknown,
];

/** The next question: a mutated case whose context now and then holds what JSON cannot say. */
export function hostileQuestion(random: Random): HostileQuestion {
  const makers = Object.values(GENERATORS);
  const generate = random.pick(makers);
  const { flagKey, flag, evalContext, flagContext } = mutateCase(random, generate(random), generate(random));
  const context: Record<string, unknown> = { ...evalContext };
  for (const name of Object.keys(context)) if (random.chance(0.15)) context[name] = random.pick(FOREIGN)();
  return { flagKey, flag, enrichment: flagContext.evaluationContextEnrichment ?? {}, context };
}
