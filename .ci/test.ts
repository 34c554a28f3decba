// `npm test`: every suite, each a line. `npm test -- --only unit,e2e` runs some, for whoever is working on them.
import { parseArgs } from 'node:util';
import { endWithParent } from './end-with-parent.mjs';
import { PROOFS } from './proofs/proof.ts';
import { commandStep } from './steps/command-step.ts';
import { debianPackages } from './steps/debian-packages.ts';
import { packageChecks } from './steps/package-checks.ts';
import { proofStep } from './steps/proof-step.ts';
import { relayStep } from './steps/relay-step.ts';
import { releaseRehearsal } from './steps/release-rehearsal.ts';
import { runSteps } from './steps/run-steps.ts';
import type { Step } from './steps/step.ts';
import { playwrightStep, vitestStep } from './steps/suite-step.ts';

const relay = relayStep();

/** Debian's `runc` must be there before the relay proxy is made ready; the rest of its making runs beside other steps. */
const setup: Step = {
  ...debianPackages,
  async run(progress) {
    const result = await debianPackages.run(progress);
    if (result.failed === 0 && steps.includes(relay.step)) relay.begin();
    return result;
  },
};

const STEPS: readonly Step[] = [
  setup,
  commandStep('build', ['pnpm', 'run', 'build']),
  commandStep('lint', ['pnpm', 'run', 'lint']),
  commandStep('types', ['pnpm', 'run', 'types']),
  packageChecks,
  releaseRehearsal,
  commandStep('size', ['pnpm', 'run', 'size']),
  commandStep('site', ['pnpm', 'run', 'docs']),
  vitestStep('docs', 'docs'),
  vitestStep('chromium', 'chromium'),
  vitestStep('firefox', 'firefox'),
  vitestStep('webkit', 'webkit', true),
  vitestStep('unit-chromium', 'unit-chromium'),
  vitestStep('unit-firefox', 'unit-firefox'),
  vitestStep('unit-webkit', 'unit-webkit', true),
  vitestStep('runtimes', 'runtimes'),
  // Everything above runs beside the relay proxy's build; everything below talks to a relay proxy.
  relay.step,
  vitestStep('unit', 'node'),
  vitestStep('lowest-sdk', 'lowest-sdk'),
  vitestStep('contract', 'contract'),
  playwrightStep('e2e', 'chromium'),
  playwrightStep('e2e-firefox', 'firefox'),
  playwrightStep('lighthouse', 'lighthouse'),
  playwrightStep('consumers', 'consumers', 'e2e/consumers/playwright.config.ts'),
  ...PROOFS.map((proof) => proofStep(proof)),
];

const { values } = parseArgs({ options: { only: { type: 'string' } } });
const only = values.only?.split(',');
const unknown = only?.find((name) => !STEPS.some((step) => step.name === name));
if (unknown !== undefined) {
  throw new Error(`--only takes names of steps: ${STEPS.map(({ name }) => name).join(', ')}; got ${unknown}`);
}
const steps = STEPS.filter(({ name }) => only === undefined || only.includes(name));
if (only !== undefined)
  console.log(`only ${only.join(', ')}: ${STEPS.length - steps.length} of ${STEPS.length} steps left out`);

// An interrupted run ends what it has begun.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => process.exit(1));
endWithParent(() => process.exit(1));

const totals = await runSteps(steps, process.stdout);
// Once more where a reader looks first, and where a log that is cut in its middle still has it.
if (totals.failures.length > 0) console.log(`\nfailed:\n${totals.failures.join('\n')}`);
console.log(`\n${totals.passed} passed, ${totals.failed} failed`);
process.exit(totals.failed === 0 ? 0 : 1);
