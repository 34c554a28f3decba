import { isLeftOut } from '../../packages/engine/fuzz/differential/left-out.ts';
import { dependsOnOrderOfAddition } from '../../packages/engine/fuzz/differential/order-of-addition.ts';
import { GENERATORS } from '../../packages/engine/fuzz/generate/case.ts';
import { evaluationContext } from '../../packages/engine/fuzz/generate/context.ts';
import { Random } from '../../packages/engine/fuzz/generate/random.ts';

/** Everything a flag can be made of, except queries that the relay proxy does not load. */
const KINDS = [
  'percentage',
  'nikunjy',
  'jsonlogic',
  'progressive',
  'scheduled',
  'experimentation',
  'bucketing',
  'limits',
] as const;

/**
 * A flags file with so many flags, each kind about as often, the same for the same seed. Left out are those that `isServed` refuses (the
 * generators know flags that no relay proxy loads), and those to which the relay proxy itself has no one answer: shares beyond 32 bits,
 * shares whose sum depends on the random order in which Go adds them, JSONLogic objects with several operators, of which Go takes any.
 */
export function generateFlags(count: number, seed: number, isServed: (file: string) => boolean): string {
  const random = new Random(seed);
  const flags: { [flagKey: string]: unknown } = {};
  for (let index = 0; Object.keys(flags).length < count; index += 1) {
    const kind = KINDS[index % KINDS.length] ?? 'percentage';
    const input = GENERATORS[kind](random);
    const { flag } = input;
    if (isLeftOut(input) || dependsOnOrderOfAddition(input) || asksSeveralOperators(flag)) continue;
    if (UNWRITABLE.test(JSON.stringify(flag))) continue;
    if (isServed(toFile({ flag }))) flags[`${kind}-${index}`] = flag;
  }
  return toFile(flags);
}

/** Offsets that Go reads and cannot write: a relay proxy with such a date answers 500 to whoever asks for the configuration. */
const UNWRITABLE = /T[\d:.,]+[+-](24:\d\d|\d\d:60)"/;

/** Whether a flag's JSONLogic holds an object with several operators. */
function asksSeveralOperators(flag: unknown): boolean {
  return JSON.stringify(flag, (name, member) => {
    if (name !== 'query' || typeof member !== 'string' || !member.trimStart().startsWith('{')) return member;
    return hasWideObject(readJson(member)) ? SEVERAL : member;
  }).includes(SEVERAL);
}

/** `undefined` where it is none: the generators misspell some, and both modes have to say the same of those. */
function readJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

const SEVERAL = 'several operators';

function hasWideObject(rule: unknown): boolean {
  if (typeof rule !== 'object' || rule === null) return false;
  if (!Array.isArray(rule) && Object.keys(rule).length > 1) return true;
  return Object.values(rule).some(hasWideObject);
}

/** The relay proxy reads JSON as YAML, which wants these escaped. */
const BEYOND_YAML = /[\u007f-\u009f\u2028\u2029\ufeff\ufffe\uffff]/g;

function toFile(flags: object): string {
  return JSON.stringify(flags).replace(BEYOND_YAML, (character) => {
    return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
  });
}

/** Evaluation contexts, some of them at another instant than now; the same for the same seed. */
export function generateContexts(count: number, seed: number): readonly { readonly [attribute: string]: unknown }[] {
  const random = new Random(seed);
  return Array.from({ length: count }, (_, index) => {
    const context = evaluationContext(random);
    // Half of the users see the flags at an instant at which rollouts and experiments are under way.
    if (index % 2 === 0) return { ...context, gofeatureflag: undefined };
    return { ...context, gofeatureflag: GENERATORS.progressive(random).evalContext['gofeatureflag'] };
  });
}
