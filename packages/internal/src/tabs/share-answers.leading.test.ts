import { expect, it } from 'vitest';
import { aCrowd } from '../testing/a-crowd.ts';
import { aTabsBench } from '../testing/tabs-bench.ts';

it('lets one lead of ten tabs that start together, and the others ask once at most', async () => {
  const bench = aTabsBench();
  const tabs = Array.from({ length: 10 }, (_, index) => bench.open(`tab ${index}`, { changeStream: 'sse' }));
  await bench.clock.advance(3_000);
  expect(tabs.map((tab) => tab.holds())).toEqual(tabs.map(() => 'first of all'));
  expect(bench.streams()).toHaveLength(1);
  expect(bench.requests.length).toBeLessThanOrEqual(11);
  bench.requests.length = 0;
  await bench.clock.advance(140_000);
  expect(bench.askers()).toEqual(bench.streams());
});

it.each(['crash', 'close'] as const)('takes over at once, conditionally, after a %s of the leader', async (end) => {
  const bench = aTabsBench();
  const [leader] = await aCrowd(bench, 3, { changeStream: 'sse' });
  leader[end]();
  await bench.clock.advance(50);
  expect(bench.requests).toEqual([{ tab: 'tab 1', subject: 'all', entityTag: '"first of all"' }]);
  expect(bench.streams()).toEqual(['tab 1']);
});

it.each([
  ['frozen', 'resumed'],
  ['left', 'returned'],
] as const)(
  'lets go of everything when its page is %s, and is told what it missed when it has %s',
  async (going, coming) => {
    const bench = aTabsBench();
    const [leader, other] = await aCrowd(bench, 2, { changeStream: 'sse' });
    leader.page.tell('hidden');
    leader.page.tell(going);
    await bench.clock.advance(100);
    expect(bench.browser.channels()).toBe(1);
    expect([...bench.browser.locks()].sort()).toEqual(['group', 'group/sight']);
    expect(bench.streams()).toEqual(['tab 1']);

    bench.relay.text = 'second';
    bench.relay.tellChange();
    await bench.clock.advance(2_000);
    expect([leader.holds(), other.holds()]).toEqual(['first of all', 'second of all']);
    bench.requests.length = 0;
    leader.page.tell('visible');
    leader.page.tell(coming);
    await bench.clock.advance(100);
    expect(leader.holds()).toBe('second of all');
    expect(bench.requests).toEqual([]);
    expect(bench.streams()).toEqual(['tab 1']);
  },
);

it('leads again when it comes back and is alone', async () => {
  const bench = aTabsBench();
  const [only] = await aCrowd(bench, 1, { changeStream: 'sse' });
  only.page.tell('hidden');
  only.page.tell('left');
  await bench.clock.advance(100_000);
  expect([bench.streams(), bench.browser.locks(), bench.browser.channels()]).toEqual([[], [], 0]);
  bench.relay.text = 'second';
  only.page.tell('visible');
  only.page.tell('returned');
  await bench.clock.advance(100);
  expect(only.holds()).toBe('second of all');
  expect(bench.streams()).toEqual(['tab 0']);
});

it('passes the lead to a tab that is seen, past those that are not', async () => {
  const bench = aTabsBench();
  const [leader, hidden] = await aCrowd(bench, 3, { changeStream: 'sse' });
  hidden.page.tell('hidden');
  leader.page.tell('hidden');
  await bench.clock.advance(100);
  expect(bench.streams()).toEqual(['tab 2']);
});

it('keeps the lead while nobody looks at any tab, and gives it to the first that somebody looks at', async () => {
  const bench = aTabsBench();
  const [leader, other] = await aCrowd(bench, 2, { changeStream: 'sse' });
  other.page.tell('hidden');
  leader.page.tell('hidden');
  await bench.clock.advance(100);
  expect(bench.streams()).toEqual(['tab 0']);
  other.page.tell('visible');
  await bench.clock.advance(100);
  expect(bench.streams()).toEqual(['tab 1']);
});

it('takes over from a leader whose page alone is cut off from the relay proxy', async () => {
  const bench = aTabsBench();
  const [leader, follower] = await aCrowd(bench, 2, { changeStream: 'sse' });
  await bench.clock.advance(2_000);
  bench.relay.unreachableFor.add('tab 0');
  bench.relay.text = 'second';
  await Promise.all([leader.refresh(), bench.clock.advance(100)]);
  expect(follower.answers.at(-1)).toBe('failed');
  await Promise.all([leader.refresh(), bench.clock.advance(100)]);
  expect(bench.streams()).toEqual(['tab 1']);
  expect([leader.holds(), follower.holds()]).toEqual(['second of all', 'second of all']);
});

it('checks for itself when the leader hangs, takes the lead when that goes on, and keeps it', async () => {
  const bench = aTabsBench();
  const [leader, follower] = await aCrowd(bench, 2, { changeStream: 'sse' });
  await bench.clock.advance(2_000);
  leader.tabs.hang(true);
  bench.relay.text = 'second';
  await bench.clock.advance(21_000);
  expect(follower.holds()).toBe('second of all');
  await bench.clock.advance(4_000);
  expect(bench.streams()).toEqual(['tab 0', 'tab 1']);
  leader.tabs.hang(false);
  await bench.clock.advance(1_100);
  expect(bench.streams()).toEqual(['tab 1']);
  expect(leader.holds()).toBe('second of all');
});

it('runs nothing of its own while another tab leads, whatever happens to its page', async () => {
  const bench = aTabsBench();
  const [, follower] = await aCrowd(bench, 2, { changeStream: 'sse' });
  for (const event of ['online', 'hidden', 'visible', 'hidden'] as const) {
    follower.page.tell(event);
    await bench.clock.advance(100_000);
  }
  follower.page.tell('visible');
  await bench.clock.advance(10_000);
  expect(bench.askers()).toEqual(['tab 0']);
  expect(bench.streams()).toEqual(['tab 0']);
});

it('rests until somebody looks, even when it is left to lead', async () => {
  const bench = aTabsBench();
  const [leader, follower] = await aCrowd(bench, 2, { changeStream: 'sse' });
  follower.page.tell('hidden');
  await bench.clock.advance(61_000);
  leader.crash();
  bench.requests.length = 0;
  await bench.clock.advance(60_000);
  expect([bench.requests, bench.streams()]).toEqual([[], []]);
  follower.page.tell('visible');
  await bench.clock.advance(100);
  expect([bench.askers(), bench.streams()]).toEqual([['tab 1'], ['tab 1']]);
});
