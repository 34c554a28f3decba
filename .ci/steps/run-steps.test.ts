import { PassThrough } from 'node:stream';
import { expect, test } from 'vitest';
import { runSteps } from './run-steps.ts';
import { asOne, type Step } from './step.ts';

function aStep(name: string, isPassed: boolean, more: Partial<Step> = {}): Step {
  return { name, run: async () => asOne(isPassed, `output of ${name}`), ...more };
}

async function run(steps: readonly Step[]): Promise<{ totals: object; text: string }> {
  const out = new PassThrough({ encoding: 'utf8' });
  const totals = await runSteps(steps, out);
  return { totals, text: String(out.read()) };
}

test('goes on after a failed step and shows what it wrote', async () => {
  const { totals, text } = await run([aStep('lint', false), aStep('unit', true)]);
  expect(totals).toEqual({ passed: 1, failed: 1, failures: ['lint'] });
  expect(text).toMatch(/✗ lint[\s\S]*output of lint[\s\S]*✓ unit/);
  expect(text).not.toContain('output of unit');
});

test('counts every step that could not run after a vital one as failed, and names it', async () => {
  const { totals, text } = await run([
    aStep('setup', false, { isVital: true }),
    aStep('unit', true),
    aStep('e2e', true),
  ]);
  expect(totals).toEqual({ passed: 0, failed: 3, failures: ['setup', 'unit: not run', 'e2e: not run'] });
  expect(text).toContain('not run without setup: unit, e2e');
});

test('a step that throws has failed, with its reason', async () => {
  const broken = aStep('broken', true, { run: () => Promise.reject(new Error('no such program')) });
  const { totals, text } = await run([broken]);
  expect(totals).toEqual({ passed: 0, failed: 1, failures: ['broken'] });
  expect(text).toContain('no such program');
});

test('names at the end which tests of a suite failed', async () => {
  const suite = aStep('e2e', false, {
    run: async () => ({
      passed: 3,
      failed: 2,
      output: '',
      failures: ['tabs.spec.ts:3 › one leads', 'b.spec.ts:9 › b'],
    }),
  });
  const { totals } = await run([suite]);
  expect(totals).toMatchObject({ failures: ['e2e: tabs.spec.ts:3 › one leads', 'e2e: b.spec.ts:9 › b'] });
});
