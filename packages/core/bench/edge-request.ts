// Measures what a request costs at the edge on top of its evaluations: `pnpm --filter @goff-web/core bench:edge`, after a build, on a quiet machine.
// Fails where the median is above the budget.
import { createEdgeFlags } from '@goff-web/core/edge';

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

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[values.length >> 1] ?? Number.NaN;
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
const request = median(requests);
console.log(`a request                                ${request.toFixed(1)} µs, budget ${BUDGET_US} µs`);
console.log(`a request with one recorded evaluation   ${median(answered).toFixed(1)} µs`);
await flags.close();
process.exitCode = request <= BUDGET_US ? 0 : 1;
