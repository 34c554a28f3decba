// Measures remote mode's own work, and writes docs/benchmarks-remote.md: `pnpm bench:remote`, after a build, on a quiet
// machine. Fails where a median is above its budget. The relay proxy's answer is in memory: what is measured begins when its body has arrived.
import { writeFile } from 'node:fs/promises';
import { cpus } from 'node:os';
import { GoFeatureFlagRemoteProvider } from '@goff-web/remote';
import type { EvaluationContext } from '@openfeature/web-sdk';
import { installedVersion } from '../../../.ci/installed-version.ts';

const LOOK_UP_BUDGET_NS = 100;
const READY_BUDGET_MS = 5;
const FLAGS = 1_000;
const STARTS = 51;
const BATCHES = 51;
const LOOK_UPS = 100_000;

const CONTEXT: EvaluationContext = { targetingKey: 'user-1', plan: 'pro', country: 'FR', age: 42, beta: true };

const BODY = new TextEncoder().encode(
  `${JSON.stringify({
    flags: Array.from({ length: FLAGS }, (_, index) => ({
      key: `flag-${index}`,
      value: index % 4 === 3 ? { items: [index, 'x'], on: true } : index % 2 === 0,
      reason: 'TARGETING_MATCH',
      variant: index % 2 === 0 ? 'on' : 'off',
      metadata: { description: `flag number ${index}`, team: 'web', evaluatedRuleName: 'rule' },
    })),
  })}\n`,
);

let arrivedAtMs = 0;

function aProvider(): GoFeatureFlagRemoteProvider {
  return new GoFeatureFlagRemoteProvider({
    endpoint: 'http://127.0.0.1:9',
    pollIntervalMs: 0,
    changeStream: 'off',
    storage: 'memory',
    disableDataCollection: true,
    logLevel: 'off',
    fetch: async () => {
      arrivedAtMs = performance.now();
      return new Response(BODY, { headers: { 'Content-Type': 'application/json' } });
    },
  });
}

/** Milliseconds from the body to READY, every flag asked once included or not. */
async function start(isAsked: boolean): Promise<number> {
  const provider = aProvider();
  await provider.initialize(CONTEXT);
  if (isAsked) {
    for (let index = 0; index < FLAGS; index += 1) {
      provider.resolveBooleanEvaluation(`flag-${index}`, false, CONTEXT);
    }
  }
  const tookMs = performance.now() - arrivedAtMs;
  await provider.onClose();
  return tookMs;
}

/** Nanoseconds a look-up. OpenFeature's SDK hands over a copy of the context; so does this. */
function lookUp(provider: GoFeatureFlagRemoteProvider): number {
  const context = { ...CONTEXT };
  const startMs = performance.now();
  for (let count = 0; count < LOOK_UPS; count += 1) provider.resolveBooleanEvaluation('flag-500', false, context);
  return ((performance.now() - startMs) * 1_000_000) / LOOK_UPS;
}

function figures(values: readonly number[]): { readonly median: number; readonly high: number } {
  const sorted = values.toSorted((a, b) => a - b);
  return { median: sorted[sorted.length >> 1] ?? Number.NaN, high: sorted[Math.trunc(sorted.length * 0.95)] ?? 0 };
}

const starts: number[] = [];
const asked: number[] = [];
for (let round = 0; round < STARTS; round += 1) {
  starts.push(await start(false));
  asked.push(await start(true));
}
const provider = aProvider();
await provider.initialize(CONTEXT);
const lookUps = Array.from({ length: BATCHES }, () => lookUp(provider));
await provider.onClose();

const [ready, readyAndAsked, lookedUp] = [starts, asked, lookUps].map(figures);
if (ready === undefined || readyAndAsked === undefined || lookedUp === undefined)
  throw new Error('nothing was measured');

const row = (
  name: string,
  { high, median }: ReturnType<typeof figures>,
  unit: string,
  of: string,
  aim: string,
): string => `| ${name} | ${median.toFixed(1)} ${unit} | ${high.toFixed(1)} ${unit} | ${of} | ${aim} |`;
const version = (dependency: string): string => installedVersion(dependency, `${import.meta.dirname}/..`);
const text = `# Remote mode

Measured by \`pnpm bench:remote\` in Node ${process.versions.node} (${cpus().length} × ${cpus()[0]?.model.trim() ?? 'unknown'}), with
OpenFeature's web SDK ${version('@openfeature/web-sdk')} and ky ${version('ky')}. The relay proxy's answer is in memory, ${FLAGS.toLocaleString('en')} flags in ${Math.round(BODY.byteLength / 1_000)} kB: what is measured begins when its body has arrived.

| | median | p95 | of | aim |
| --- | --- | --- | --- | --- |
${[
  row('the body is there → READY', ready, 'ms', `${STARTS} starts`, `≤ ${READY_BUDGET_MS} ms`),
  row('the body is there → every flag has answered once', readyAndAsked, 'ms', `${STARTS} starts`, ''),
  row(
    'a look-up in an unchanged context',
    lookedUp,
    'ns',
    `${BATCHES} batches of ${LOOK_UPS.toLocaleString('en')}`,
    `≤ ${LOOK_UP_BUDGET_NS} ns`,
  ),
].join('\n')}
`;
process.stdout.write(text);
await writeFile(new URL('../../../docs/benchmarks-remote.md', import.meta.url), text);
process.exitCode = ready.median <= READY_BUDGET_MS && lookedUp.median <= LOOK_UP_BUDGET_NS ? 0 : 1;
