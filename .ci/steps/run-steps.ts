import type { Step, StepResult } from './step.ts';
import { asOne } from './step.ts';
import { type StepOutput, stepLine } from './step-line.ts';

/** Sums of all steps. */
export interface Totals {
  readonly passed: number;
  readonly failed: number;
  /** What failed, each with the name of its step before it. */
  readonly failures: readonly string[];
}

async function outcome(step: Step, progress: (line: string) => void): Promise<StepResult> {
  try {
    return await step.run(progress);
  } catch (error) {
    return asOne(false, error instanceof Error ? (error.stack ?? error.message) : String(error));
  }
}

/** Runs steps in order, each with its line; a step that fails is shown in full, and ends the run only where it is vital. */
export async function runSteps(steps: readonly Step[], out: StepOutput): Promise<Totals> {
  let passed = 0;
  let failed = 0;
  const failures: string[] = [];
  for (const [index, step] of steps.entries()) {
    const line = stepLine(step.name, out);
    const result = await outcome(step, line.progress);
    passed += result.passed;
    failed += result.failed;
    line.end(result.failed === 0, result.note ?? '');
    if (result.failed === 0) continue;
    const named = result.failures ?? [];
    failures.push(...(named.length > 0 ? named.map((failure) => `${step.name}: ${failure}`) : [step.name]));
    out.write(`\n${result.output.trimEnd()}\n\n`);
    if (step.isVital !== true) continue;
    const notRun = steps.slice(index + 1);
    if (notRun.length > 0) out.write(`not run without ${step.name}: ${notRun.map(({ name }) => name).join(', ')}\n`);
    // Each counts as failed: nothing is known to hold that did not run.
    failed += notRun.length;
    failures.push(...notRun.map(({ name }) => `${name}: not run`));
    break;
  }
  return { passed, failed, failures };
}
