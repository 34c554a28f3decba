import { type FlagConfiguration, loadEngine } from '@goff-web/engine';
import { createFakePage } from '@goff-web/internal/fake-page';
import { expect, it } from 'vitest';
import { aBench, type InProcessBench } from '../testing/in-process-bench.ts';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
/** When the bench's clock starts, on a whole second. */
const START_MS = 1_750_000_000_000;

const at = (afterMs: number): string => new Date(START_MS + afterMs).toISOString();
const variations = { on: true, off: false };

/** Off, and on from a moment on. */
const scheduled = (afterMs: number): object => ({
  variations,
  defaultRule: { variation: 'off' },
  scheduledRollout: [{ date: at(afterMs), defaultRule: { variation: 'on' } }],
});
const experiment = (fromMs: number, toMs: number): object => ({
  variations,
  defaultRule: { variation: 'on' },
  experimentation: { start: at(fromMs), end: at(toMs) },
});
const progressive = (fromMs: number, toMs: number): object => ({
  variations,
  defaultRule: {
    progressiveRollout: {
      initial: { variation: 'off', percentage: 0, date: at(fromMs) },
      end: { variation: 'on', percentage: 100, date: at(toMs) },
    },
  },
});
const steady: object = { variations, defaultRule: { variation: 'on' } };

async function started(
  flags: { readonly [key: string]: object },
  parts: Parameters<typeof aBench>[1] = {},
  context: object = { targetingKey: 'u' },
): Promise<InProcessBench> {
  const given = { flags } as unknown as FlagConfiguration;
  const never = () => new Promise<never>(() => undefined);
  const bench = aBench(never, { source: undefined, cache: undefined, given, loadEngine: () => loadEngine(), ...parts });
  await bench.mode.start({ ...context });
  await bench.clock.advance(0);
  return bench;
}

const told = ({ signals }: InProcessBench): unknown[] =>
  signals.map((signal) => (signal.type === 'configuration-changed' ? signal.flagsChanged : signal.type));
const answerOf = (bench: InProcessBench, flagKey: string, context: object = { targetingKey: 'u' }): unknown =>
  bench.mode.resolve(flagKey, 'boolean', false, { ...context }).value;

it('tells at the very millisecond of a step of a schedule, and names that flag only', async () => {
  const bench = await started({ soon: scheduled(HOUR_MS), later: scheduled(2 * HOUR_MS), steady });
  await bench.clock.advance(HOUR_MS - 1);
  expect(told(bench)).toEqual([]);
  expect(answerOf(bench, 'soon')).toBe(false);
  await bench.clock.advance(1);
  expect(told(bench)).toEqual([['soon']]);
  expect(answerOf(bench, 'soon')).toBe(true);
  await bench.clock.advance(HOUR_MS);
  expect(told(bench)).toEqual([['soon'], ['later']]);
});

it('tells both ends of an experiment, and flags of one moment together', async () => {
  // The end itself belongs to the experiment.
  const bench = await started({ a: experiment(60_000, 120_000), b: scheduled(120_001) });
  await bench.clock.advance(180_000);
  expect(told(bench)).toEqual([['a'], ['a', 'b']]);
});

it('tells of a gradual rollout when it reaches this very user, once', async () => {
  const bench = await started({ ramp: progressive(0, HOUR_MS), over: progressive(-2 * HOUR_MS, -HOUR_MS) });
  let before = answerOf(bench, 'ramp');
  let flips = 0;
  for (let minute = 0; minute < 61; minute += 1) {
    const eventsBefore = bench.signals.length;
    await bench.clock.advance(60_000);
    const now = answerOf(bench, 'ramp');
    expect(bench.signals.length - eventsBefore).toBe(now === before ? 0 : 1);
    if (now !== before) flips += 1;
    before = now;
  }
  expect(flips).toBe(1);
  expect(told(bench)).toEqual([['ramp']]);
});

it('says nothing about another user’s moment after the context was replaced', async () => {
  const ramp = progressive(0, HOUR_MS);
  const moments: number[] = [];
  for (const targetingKey of ['early', 'u', 'someone else']) {
    const bench = await started({ ramp }, {}, { targetingKey: 'before' });
    void bench.mode.setContext({ targetingKey });
    for (let second = 0; second < 3_600 && bench.signals.length === 0; second += 60) await bench.clock.advance(60_000);
    expect(told(bench)).toEqual([['ramp']]);
    moments.push(bench.clock.now());
  }
  expect(new Set(moments).size).toBe(3);
});

it('needs one timer for all flags, and none where no flag depends on the time', async () => {
  const many = Object.fromEntries(
    Array.from({ length: 100 }, (_, index) => [`f${index}`, scheduled((index + 1) * DAY_MS)]),
  );
  const bench = await started(many);
  expect(bench.clock.pending()).toBe(1);
  for (let user = 0; user < 1_000; user += 1) void bench.mode.setContext({ targetingKey: `u${user}` });
  expect(bench.clock.pending()).toBe(1);
  expect((await started({ steady })).clock.pending()).toBe(0);
});

it('asks no timer for a longer wait than a timer of the platform can, however far away the moment is', async () => {
  const bench = await started({ far: scheduled(60 * DAY_MS) });
  expect(told(bench)).toEqual([]);
  bench.clock.jump(60 * DAY_MS - 1_000);
  await bench.clock.advance(30_000);
  expect(told(bench)).toEqual([['far']]);
});

it('catches up within half a minute after a sleep, during which timers stood still', async () => {
  const bench = await started({ soon: scheduled(HOUR_MS) });
  bench.clock.jump(8 * HOUR_MS);
  expect(answerOf(bench, 'soon')).toBe(true);
  await bench.clock.advance(30_000);
  expect(told(bench)).toEqual([['soon']]);
});

it('takes an answer back when the clock was ahead and is put right', async () => {
  const bench = await started({ soon: scheduled(30 * 60_000) });
  bench.clock.jump(HOUR_MS);
  await bench.clock.advance(30_000);
  expect(answerOf(bench, 'soon')).toBe(true);
  bench.clock.jump(-HOUR_MS);
  await bench.clock.advance(30_000);
  expect(answerOf(bench, 'soon')).toBe(false);
  expect(told(bench)).toEqual([['soon'], ['soon']]);
  await bench.clock.advance(30 * 60_000);
  expect(told(bench)).toEqual([['soon'], ['soon'], ['soon']]);
});

it.each(['visible', 'resumed', 'returned'] as const)(
  'runs no timer in a page that nobody sees, and catches up when it is %s',
  async (event) => {
    const page = createFakePage();
    const bench = await started({ soon: scheduled(HOUR_MS) }, { page });
    page.tell('hidden');
    await bench.clock.advance(60_000);
    expect(bench.clock.pending()).toBe(0);
    await bench.clock.advance(2 * HOUR_MS);
    expect(told(bench)).toEqual([]);
    page.tell(event);
    expect(told(bench)).toEqual([['soon']]);
  },
);

it('watches the flags of the configuration in force, not of the one before', async () => {
  const edited = { variations: { ...variations, more: true }, defaultRule: { variation: 'on' } };
  const bodies = [
    { a: scheduled(HOUR_MS), b: steady },
    { a: edited, b: scheduled(2 * HOUR_MS) },
  ];
  const bench = aBench(() => new Promise<never>(() => undefined), {
    loadEngine: () => loadEngine(),
    pollIntervalMs: 0,
    source: {
      fetch: async () => ({
        kind: 'body',
        body: {
          text: JSON.stringify({ flags: bodies.shift() }),
          contentType: '',
          entityTag: () => `"${bodies.length}"`,
          lastModifiedMs: undefined,
          url: '',
        },
      }),
    },
  });
  await bench.mode.start({ targetingKey: 'u' });
  await bench.clock.advance(1_000);
  await bench.mode.refresh();
  expect(told(bench)).toEqual([['a', 'b']]);
  await bench.clock.advance(3 * HOUR_MS);
  expect(told(bench)).toEqual([['a', 'b'], ['b']]);
});

it('leaves neither timer nor listener behind when it is closed', async () => {
  const page = createFakePage();
  const bench = await started({ soon: scheduled(HOUR_MS) }, { page });
  expect([bench.clock.pending(), page.listeners()]).toEqual([1, 1]);
  void bench.mode.close();
  expect([bench.clock.pending(), page.listeners()]).toEqual([0, 0]);
});
