// Measures what a request costs at the edge on top of its evaluations, and writes docs/benchmarks-edge.md:
// `pnpm bench:edge`, after a build, on a quiet machine. Fails where the median is above the budget.
import { writeFile } from 'node:fs/promises';
import { cpus } from 'node:os';
import { createEdgeFlags } from '@goff-web/core/edge';
import { installedVersion } from '../../../.ci/installed-version.ts';
import { figuresOf } from './figures.ts';

const BUDGET_US = 30;
const REQUESTS = 5_000;
const BATCHES = 31;
const FLAG = {
  variations: { on: true, off: false },
  targeting: [{ query: 'plan eq "pro"', variation: 'on' }],
  defaultRule: { percentage: { on: 50, off: 50 } },
};

const flags = createEdgeFlags({
  configuration: { flags: { beta: FLAG } },
  endpoint: 'http://127.0.0.1:9',
  pollIntervalMs: 86_400_000,
  logLevel: 'off',
  flushIntervalMs: 20_000,
  fetch: async () => new Response('{"ingestedContentCount":1}'),
});
const contextOf = (user: number): { targetingKey: string; plan: string; country: string } => ({
  targetingKey: `user-${user}`,
  plan: user % 2 === 0 ? 'pro' : 'free',
  country: 'FR',
});

/** Microseconds a call, of one batch. */
async function batch(work: (user: number) => Promise<unknown>): Promise<number> {
  const start = performance.now();
  for (let user = 0; user < REQUESTS; user += 1) {
    await work(user);
  }
  return ((performance.now() - start) * 1_000) / REQUESTS;
}

const requests: number[] = [];
const answered: number[] = [];
for (let round = 0; round < BATCHES; round += 1) {
  requests.push(await batch((user) => flags.forRequest(contextOf(user))));
  answered.push(
    await batch(async (user) => (await flags.forRequest(contextOf(user))).client.getBooleanValue('beta', false)),
  );
  await flags.flush();
}
await flags.close();

const openFeature = installedVersion('@openfeature/web-sdk', `${import.meta.dirname}/..`);
const [request, answer] = [figuresOf(requests), figuresOf(answered)];
const us = (value: number): string => `${value.toFixed(1)} µs`;
const batches = `${BATCHES} batches of ${REQUESTS.toLocaleString('en')}`;
const text = `# A request at the edge

Measured by \`pnpm bench:edge\` in Node ${process.versions.node} (${cpus().length} × ${cpus()[0]?.model.trim() ?? 'unknown'}): \`forRequest\` in
an isolate that has its configuration, with an OpenFeature API (${openFeature}), client and provider of the request's own.

| | median | p95 | of | aim |
| --- | --- | --- | --- | --- |
| \`forRequest\` | ${us(request.median)} | ${us(request.p95)} | ${batches} | ≤ ${BUDGET_US} µs |
| the same and one evaluation, recorded and sent | ${us(answer.median)} | ${us(answer.p95)} | ${batches} | |
`;
process.stdout.write(text);
await writeFile(new URL('../../../docs/benchmarks-edge.md', import.meta.url), text);
process.exitCode = request.median <= BUDGET_US ? 0 : 1;
