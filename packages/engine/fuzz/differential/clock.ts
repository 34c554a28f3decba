import { answerOf } from '../../conformance/resident-face.ts';
import type { Answer, EvaluationInput } from '../../conformance/vector.ts';
import type { EngineModule, Evaluator } from '../../src/evaluator.ts';
import { GENERATORS } from '../generate/case.ts';
import type { Random } from '../generate/random.ts';
import { MIDDLE_MS } from '../generate/vocabulary.ts';
import type { Oracle } from '../oracle/oracle.ts';
import type { Difference } from './differential.ts';
import { differenceOf, judge, type Said } from './judge.ts';
import { isLeftOut } from './left-out.ts';
import { lineOf, settle } from './line-of.ts';

const HOUR_MS = 3_600_000;

/** One flag and context at one instant, by the host's clock, with what the host promised about the time after it. */
interface Instant {
  readonly input: EvaluationInput;
  readonly atMs: number;
  readonly said: Said;
}

/** What a run of clock cases counted. */
export interface ClockTally {
  cases: number;
  /** Answers that the host says change by themselves. */
  timed: number;
  /** Among those, how often the answer did change at the very millisecond that was promised. */
  sharp: number;
}

/**
 * Compares what the resident host answers by its clock, and how long it says each answer holds. The oracle is asked for
 * the same instants by `gofeatureflag.currentDateTime`: at the instant itself, somewhere before the promised end, and in
 * the last millisecond before it; none of the three may differ from what the host said.
 */
export async function runClockCases(
  oracle: Oracle,
  module: EngineModule,
  random: Random,
  cases: number,
  found: (difference: Difference) => boolean,
): Promise<ClockTally> {
  let clock = 0;
  const evaluator = module.createEvaluator({ now: () => clock });
  const tally: ClockTally = { cases: 0, timed: 0, sharp: 0 };
  while (tally.cases < cases) {
    const instants: Instant[] = [];
    const ends: Instant[] = [];
    for (let made = 0; made < 128; made++) {
      const generate = GENERATORS[random.pick(['progressive', 'scheduled', 'experimentation'] as const)];
      const { input } = settle(withoutInstant(generate(random)));
      if (isLeftOut(input)) continue;
      tally.cases += 1;
      clock = MIDDLE_MS + random.int(-250, 350) * HOUR_MS + random.int(0, HOUR_MS);
      const atMs = clock;
      const { said, validUntilMs } = ask(evaluator, input);
      instants.push({ input, atMs, said });
      if (!(validUntilMs > atMs)) {
        instants.push({ input, atMs, said: `holds until ${validUntilMs}, which is not after ${atMs}` });
      } else if (Number.isFinite(validUntilMs)) {
        tally.timed += 1;
        const last = Math.ceil(validUntilMs) - 1;
        instants.push({ input, atMs: last, said }, { input, atMs: random.int(atMs, last), said });
        ends.push({ input, atMs: Math.ceil(validUntilMs), said });
      } else {
        instants.push({ input, atMs: atMs + random.int(0, 600) * HOUR_MS, said });
      }
    }
    const [answers, after] = await Promise.all([oracle.ask(instants.map(line)), oracle.ask(ends.map(line))]);
    for (const [at, text] of answers.entries()) {
      const { input, atMs, said } = instants[at] as Instant;
      if (differenceOf(JSON.parse(text) as Answer, said) === undefined) continue;
      const verdict = await judge(oracle, line(instants[at] as Instant), () => said);
      if (verdict.kind !== 'differ') continue;
      const shown = withInstant(input, atMs);
      if (found({ group: 'clock', face: 'resident, host clock', input: shown, ...verdict })) return tally;
    }
    for (const [at, text] of after.entries()) {
      if (differenceOf(JSON.parse(text) as Answer, (ends[at] as Instant).said) !== undefined) tally.sharp += 1;
    }
  }
  evaluator.dispose();
  return tally;
}

function ask(evaluator: Evaluator, input: EvaluationInput): { said: Said; validUntilMs: number } {
  const enrichment = input.flagContext.evaluationContextEnrichment;
  evaluator.configure({
    flags: { [input.flagKey]: input.flag },
    ...(enrichment === undefined ? {} : { evaluationContextEnrichment: enrichment }),
  });
  evaluator.setContext(input.evalContext);
  const evaluation = evaluator.evaluate(input.flagKey);
  if (evaluation === undefined) return { said: 'does not know the flag', validUntilMs: Number.POSITIVE_INFINITY };
  return {
    said: answerOf(evaluation, input.flagContext.defaultSdkValue ?? null),
    validUntilMs: evaluation.validUntilMs,
  };
}

function withoutInstant(input: EvaluationInput): EvaluationInput {
  const { gofeatureflag: _, ...evalContext } = input.evalContext;
  return { ...input, evalContext };
}

function withInstant(input: EvaluationInput, atMs: number): EvaluationInput {
  const gofeatureflag = { currentDateTime: new Date(atMs).toISOString() };
  return { ...input, evalContext: { ...input.evalContext, gofeatureflag } };
}

function line({ input, atMs }: Instant): string {
  return lineOf(withInstant(input, atMs));
}
