import type { EvaluationInput, VectorGroup } from '../../conformance/vector.ts';
import type { JsonValue } from '../../src/evaluator.ts';
import { brokenQuery } from './broken-query.ts';
import { edgeFor, sharesAtEdge } from './bucket-edge.ts';
import { neighbourOf, oddDate } from './calendar.ts';
import { echoedComparison } from './cased-text.ts';
import { evaluationContext, type JsonObject } from './context.ts';
import { echoedNumber } from './echoed-number.ts';
import { jsonLogicQuery } from './jsonlogic-rule.ts';
import { nikunjyQuery, perhapsMultiline } from './nikunjy-query.ts';
import { oddFlag } from './odd-flag.ts';
import type { Random } from './random.ts';
import { experimentation, outcome, percentages, progressive, scheduledStep, targetingRule } from './rollout.ts';
import { anyNumber, dateAt, EMAILS } from './vocabulary.ts';

/** A variations object. */
export function variationsFor(random: Random): JsonObject {
  return random.oneOf<JsonObject>(
    () => ({ on: true, off: false }),
    () => ({ A: 'a', B: 'b', C: 'c' }),
    () => ({ one: 1, two: 2.5, three: -3e10 }),
    () => ({ True: true, False: false }),
    // Names that every JavaScript object answers to.
    () => JSON.parse('{"__proto__": 1, "toString": 2, "constructor": {"a": 1}}') as JsonObject,
    () => ({ obj: { a: 1, b: { c: [1, 2, 'x', null] } }, other: {} }),
    () => ({ l1: [1, 2], l2: [] }),
    () => ({ n: anyNumber(random), m: [anyNumber(random), anyNumber(random)] }),
    () => ({ 'var é': 'é', 'z-1': '<b>&', Z: '\u2028' }),
    () => ({ '😀': 1e21, '￿': 0.1, 日: -0 }),
    () => Object.fromEntries(random.some(random.int(2, 12), (at) => [`v${at}`, `val${at}`])),
  );
}

function base(random: Random, variations: JsonObject): JsonObject {
  return {
    variations,
    ...(random.chance(0.3) ? { version: random.pick(['1.0.0', '', 'abc']) } : {}),
    ...(random.chance(0.2) ? { trackEvents: random.chance(0.5) } : {}),
    ...(random.chance(0.3) ? { metadata: { description: 'd', nb: 3, fl: 1.5, ok: true, nested: { a: [1] } } } : {}),
  };
}

/** Moves an edge of the default rule's rollout to where this very user is. */
function atBucketEdge(random: Random, input: EvaluationInput): EvaluationInput {
  const edge = random.chance(0.3) ? edgeFor(random, input.flagKey, input.evalContext) : undefined;
  if (edge === undefined) return input;
  const flag = input.flag as JsonObject;
  const rule = flag['defaultRule'] as JsonObject;
  const rollout = rule['progressiveRollout'] as { initial?: JsonObject; end?: JsonObject } | undefined;
  if (rule['percentage'] !== undefined) {
    rule['percentage'] = sharesAtEdge(random, Object.keys(flag['variations'] as JsonObject), edge);
  } else if (rollout?.initial !== undefined && rollout.end !== undefined) {
    if (random.chance(0.5)) rollout.initial['percentage'] = edge;
    if (random.chance(0.5)) rollout.end['percentage'] = edge;
  }
  return input;
}

function question(random: Random, flag: JsonValue, evalContext: JsonObject): EvaluationInput {
  const enrichment: JsonObject = { env: 'prod', country: 'DE', n: 3 };
  if (random.chance(0.2)) enrichment['targetingKey'] = 'enriched';
  if (random.chance(0.05)) enrichment['anonymous'] = random.chance(0.5);
  const key = random.pick(['my-flag', 'f', 'flag-only-for-admin', 'été', 'a.b_c-d', '']);
  return {
    flagKey: key + (random.chance(0.5) ? random.int(0, 99) : ''),
    flag,
    evalContext,
    flagContext: {
      ...(random.chance(0.9)
        ? { defaultSdkValue: random.pick<JsonValue>([true, false, 'default', 42, 1.5, null, { d: 1 }, [1]]) }
        : {}),
      ...(random.chance(0.25) ? { evaluationContextEnrichment: enrichment } : {}),
    },
  };
}

const DATE = /"(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)(?:\.\d+)?(Z|[+-]\d\d:\d\d)"/g;
const SUB_SECONDS = [
  '',
  '.0',
  '.5',
  '.05',
  '.123456789',
  '.123456788',
  '.12345679',
  '.999999999',
  '.000000001',
  '.9999999999',
];

/** The context with the instant at which it is evaluated, now and then in the very second of one of the flag's dates. */
function atInstant(random: Random, context: JsonObject, hours: number, flag: JsonValue): JsonObject {
  const dates = random.chance(0.25) ? [...JSON.stringify(flag).matchAll(DATE)] : [];
  const near = dates.length === 0 ? undefined : random.pick(dates);
  const currentDateTime =
    near === undefined
      ? random.chance(0.99)
        ? dateAt(random, hours)
        : oddDate(random)
      : ((random.chance(0.5) ? neighbourOf(random, near[0]) : undefined) ??
        `${near[1]}${random.pick(SUB_SECONDS)}${near[2]}`);
  context['gofeatureflag'] = { currentDateTime };
  return context;
}

const ON_OFF: JsonObject = { on: true, off: false };

function longQuery(random: Random): string {
  const depth = random.pick([30, 60, 64, 65, 100]);
  return random.oneOf(
    () => `${'('.repeat(depth)}age gt 1${')'.repeat(depth)}`,
    () => `score in [${random.some(random.pick([150, 999, 1001]), () => random.int(0, 2000)).join(',')}]`,
    () => `email in [${random.some(random.pick([150, 1001]), () => `"${random.pick(EMAILS)}"`).join(',')}]`,
    () => random.some(random.pick([30, 100, 300]), () => 'age eq 1').join(' or '),
    () => `${random.some(random.pick([20, 120, 128, 129]), () => 'a').join('.')} eq 1`,
    () => JSON.stringify({ in: [{ var: 'score' }, random.some(random.pick([99, 1001]), () => random.int(0, 2000))] }),
    () => {
      let rule: JsonValue = { '==': [{ var: 'pro' }, true] };
      for (let level = random.pick([40, 60, 62]); level > 0; level--) rule = { and: [rule] };
      return JSON.stringify(rule);
    },
  );
}

/** What one group varies. */
type Generator = (random: Random) => EvaluationInput;

/** A generator of evaluation inputs for each group of vectors. */
export const GENERATORS: Readonly<Record<Exclude<VectorGroup, 'found'>, Generator>> = {
  percentage(random) {
    const v = variationsFor(random);
    const defaultRule = { percentage: percentages(random, Object.keys(v)) };
    return atBucketEdge(random, question(random, { ...base(random, v), defaultRule }, evaluationContext(random)));
  },
  nikunjy(random) {
    const v = variationsFor(random);
    const names = Object.keys(v);
    const context = evaluationContext(random);
    const query = (): string =>
      random.chance(0.4)
        ? random.pick([echoedComparison, echoedComparison, echoedNumber])(random, context)
        : perhapsMultiline(random, nikunjyQuery(random, random.int(0, 3)));
    const targeting = random.some(random.int(1, 3), (index) => ({
      ...(random.chance(0.6) ? { name: `rule ${index}` } : {}),
      query: query(),
      ...outcome(random, names, ['variation', 'variation', 'percentage']),
      ...(random.chance(0.08) ? { disable: random.chance(0.7) } : {}),
    }));
    const defaultRule = { name: 'defaultRule', ...outcome(random, names, ['variation']) };
    return question(random, { ...base(random, v), targeting, defaultRule }, context);
  },
  jsonlogic(random) {
    const v = variationsFor(random);
    const [first = 'on', second = 'off'] = Object.keys(v);
    const targeting = [{ name: 'jl', query: jsonLogicQuery(random), variation: first }];
    return question(
      random,
      { ...base(random, v), targeting, defaultRule: { variation: second } },
      evaluationContext(random),
    );
  },
  progressive(random) {
    const v = variationsFor(random);
    const names = Object.keys(v);
    const rollout = { progressiveRollout: progressive(random, names) };
    const rules = random.chance(0.3)
      ? { targeting: [{ query: 'targetingKey pr', ...rollout }], defaultRule: { variation: names[0] ?? '' } }
      : { defaultRule: rollout };
    const hours = random.int(-220, 320) + random.pick([0, 0, 0.5, 1 / 3600, 1 / 3_600_000]);
    const flag = { ...base(random, v), ...rules };
    return atBucketEdge(random, question(random, flag, atInstant(random, evaluationContext(random), hours, flag)));
  },
  scheduled(random) {
    const v = variationsFor(random);
    const names = Object.keys(v);
    const rules = ['r1', 'r2'].map((name) => ({ name, query: nikunjyQuery(random, 1), ...outcome(random, names) }));
    const flag = {
      ...base(random, v),
      ...(random.chance(0.8) ? { targeting: rules.slice(0, random.int(0, 2)) } : {}),
      ...(random.chance(0.97) ? { defaultRule: outcome(random, names) } : {}),
      scheduledRollout: random.some(random.int(0, 4), () => scheduledStep(random, names)),
    };
    return question(random, flag, atInstant(random, evaluationContext(random), random.int(-120, 120), flag));
  },
  experimentation(random) {
    const v = variationsFor(random);
    const defaultRule = outcome(random, Object.keys(v), ['variation', 'percentage']);
    const flag = { ...base(random, v), defaultRule, experimentation: experimentation(random) };
    return question(random, flag, atInstant(random, evaluationContext(random), random.int(-90, 90), flag));
  },
  bucketing(random) {
    const v = variationsFor(random);
    const names = Object.keys(v);
    const bucketingKey = random.pick([
      '',
      'email',
      'company.name',
      'company.owner.name',
      'company.owner.id',
      'age',
      'missing',
      'labels',
      'pro',
      'firstname',
      'targetingKey',
      'company',
      'firstname.x',
      'nothing',
      'dotted.name',
      'key',
      'env',
      '.',
      'company.',
      'Email',
    ]);
    const rules = random.chance(0.3) ? { targeting: [targetingRule(random, names, ['variation', 'percentage'])] } : {};
    const defaultRule = outcome(random, names, ['variation', 'percentage', 'percentage']);
    return question(random, { ...base(random, v), bucketingKey, ...rules, defaultRule }, evaluationContext(random));
  },
  edge(random) {
    const v = variationsFor(random);
    const context = evaluationContext(random);
    if (random.chance(0.1))
      context['gofeatureflag'] = random.pick<JsonValue>([{ currentDateTime: oddDate(random) }, 'x', null, []]);
    return question(random, oddFlag(random, base(random, v), v), context);
  },
  limits(random) {
    const targeting = [{ query: longQuery(random), variation: 'on' }];
    return question(
      random,
      { variations: ON_OFF, targeting, defaultRule: { variation: 'off' } },
      evaluationContext(random),
    );
  },
  malformed(random) {
    const query = brokenQuery(
      random,
      random.chance(0.85) ? nikunjyQuery(random, random.int(0, 2)) : jsonLogicQuery(random),
    );
    const targeting = [{ query: random.chance(0.9) ? query : brokenQuery(random, query), variation: 'on' }];
    return question(
      random,
      { variations: ON_OFF, targeting, defaultRule: { variation: 'off' } },
      evaluationContext(random),
    );
  },
};
