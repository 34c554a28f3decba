import { expect, it } from 'vitest';
import { aTabsBench, type BenchTab, type TabsBench } from '../testing/tabs-bench.ts';

type Crowd = [BenchTab, BenchTab, BenchTab];

/** Opens tabs one after the other; the first leads. */
async function aCrowd(bench: TabsBench, size = 3, options: Parameters<TabsBench['open']>[1] = {}): Promise<Crowd> {
  const tabs: BenchTab[] = [];
  for (let index = 0; index < size; index += 1) {
    tabs.push(bench.open(`tab ${index}`, options));
    await bench.clock.advance(100);
  }
  bench.requests.length = 0;
  return tabs as Crowd;
}

const askers = (bench: TabsBench) => [...new Set(bench.requests.map((request) => request.tab))];

it('asks once a poll for ten tabs, and no tab but the first asks', async () => {
  const bench = aTabsBench();
  const tabs = await aCrowd(bench, 10);
  expect(tabs.map((tab) => tab.answers)).toEqual(tabs.map(() => ['first of all']));
  await bench.clock.advance(60_000);
  expect(askers(bench)).toEqual(['tab 0']);
  expect(bench.requests.length).toBeLessThanOrEqual(6);
  expect(tabs.map((tab) => tab.answers.length)).toEqual(tabs.map(() => bench.requests.length + 1));
});

it('opens one stream for ten tabs, and hands on what it brings', async () => {
  const bench = aTabsBench();
  const tabs = await aCrowd(bench, 10, { changeStream: 'sse' });
  await bench.clock.advance(2_000);
  expect(bench.streams()).toEqual(['tab 0']);
  bench.requests.length = 0;
  bench.relay.text = 'second';
  bench.relay.tellChange();
  await bench.clock.advance(1_100);
  expect(tabs.map((tab) => tab.holds())).toEqual(tabs.map(() => 'second of all'));
  expect(bench.requests).toHaveLength(1);
});

it('lets one lead of ten tabs that start together, and the others ask once at most', async () => {
  const bench = aTabsBench();
  const tabs = Array.from({ length: 10 }, (_, index) => bench.open(`tab ${index}`, { changeStream: 'sse' }));
  await bench.clock.advance(3_000);
  expect(tabs.map((tab) => tab.holds())).toEqual(tabs.map(() => 'first of all'));
  expect(bench.streams()).toHaveLength(1);
  expect(bench.requests.length).toBeLessThanOrEqual(11);
  bench.requests.length = 0;
  await bench.clock.advance(140_000);
  expect(askers(bench)).toEqual(bench.streams());
});

it('hands a change to every tab, and says that it is stored already', async () => {
  const bench = aTabsBench();
  const tabs = await aCrowd(bench);
  bench.relay.text = 'second';
  await bench.clock.advance(11_000);
  expect(tabs.map((tab) => tab.bodies.at(-1))).toEqual([
    { text: 'second of all', isKept: false },
    { text: 'second of all', isKept: true },
    { text: 'second of all', isKept: true },
  ]);
});

it('answers a new tab that holds what is current without a body, and one that does not with it', async () => {
  const bench = aTabsBench();
  await aCrowd(bench, 1);
  const current = bench.open('current', { stored: 'first' });
  const old = bench.open('old', { stored: 'zeroth' });
  const empty = bench.open('empty');
  await bench.clock.advance(100);
  expect(current.answers).toEqual(['not-modified']);
  expect([old.answers, empty.answers]).toEqual([['first of all'], ['first of all']]);
  expect(bench.requests).toEqual([]);
});

it('lets a new tab ask by itself when the leader has nothing current', async () => {
  const bench = aTabsBench();
  const [leader] = await aCrowd(bench, 1);
  leader.page.tell('hidden');
  await bench.clock.advance(120_000);
  bench.requests.length = 0;
  bench.relay.text = 'second';
  const late = bench.open('late', { isHidden: true });
  await bench.clock.advance(100);
  expect(late.holds()).toBe('second of all');
  expect(bench.requests).toEqual([{ tab: 'late', subject: 'all', entityTag: undefined }]);
  expect(leader.holds()).toBe('second of all');
});

it('answers a new tab however long ago the leader asked, while its stream would have told a change', async () => {
  const bench = aTabsBench();
  await aCrowd(bench, 1, { changeStream: 'sse' });
  await bench.clock.advance(100_000);
  bench.requests.length = 0;
  const late = bench.open('late');
  await bench.clock.advance(100);
  expect([late.holds(), bench.requests]).toEqual(['first of all', []]);
});

it('lets a new tab ask by itself when the leader hangs', async () => {
  const bench = aTabsBench();
  const [leader] = await aCrowd(bench, 1);
  leader.tabs.hang(true);
  const late = bench.open('late');
  await bench.clock.advance(300);
  expect(late.holds()).toBe('first of all');
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

it('tells all tabs that the relay proxy fails, and that it is back', async () => {
  const bench = aTabsBench();
  const [, hidden] = await aCrowd(bench, 2);
  hidden.page.tell('hidden');
  bench.relay.isDown = true;
  await bench.clock.advance(32_000);
  bench.relay.isDown = false;
  await bench.clock.advance(11_000);
  expect(hidden.answers).toEqual(['first of all', 'failed', 'failed', 'failed', 'not-modified']);
  expect(askers(bench)).toEqual(['tab 0']);
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

it('asks the relay proxy when a follower is told to refresh, and shares the answer', async () => {
  const bench = aTabsBench();
  const tabs = await aCrowd(bench);
  bench.relay.text = 'second';
  await Promise.all([tabs[1].refresh(), bench.clock.advance(100)]);
  expect(tabs.map((tab) => tab.holds())).toEqual(tabs.map(() => 'second of all'));
  expect(bench.requests).toEqual([{ tab: 'tab 1', subject: 'all', entityTag: '"first of all"' }]);
});

it('keeps a fault that only a follower meets to itself', async () => {
  const bench = aTabsBench();
  const [leader, follower] = await aCrowd(bench, 2);
  bench.relay.unreachableFor.add('tab 1');
  await Promise.all([follower.refresh(), bench.clock.advance(100)]);
  expect(follower.answers).toEqual(['first of all', 'failed']);
  expect(leader.answers).toEqual(['first of all']);
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

it('leaves nothing behind when it is closed', async () => {
  const bench = aTabsBench();
  const tabs = await aCrowd(bench, 3, { changeStream: 'sse' });
  for (const tab of tabs) tab.close();
  await bench.clock.advance(0);
  expect([bench.browser.locks(), bench.browser.channels(), bench.streams()]).toEqual([[], 0, []]);
  expect(tabs.map((tab) => tab.page.listeners())).toEqual([0, 0, 0]);
  expect(bench.clock.pending()).toBe(0);
});

it('goes over to another group: a leader of the old one to lead, or to be told by whoever leads there', async () => {
  const bench = aTabsBench();
  const [first, second, third] = await aCrowd(bench, 3, { changeStream: 'sse' });
  first.setGroup('other');
  await bench.clock.advance(100);
  expect(bench.streams().toSorted()).toEqual(['tab 0', 'tab 1']);
  second.setGroup('other');
  await bench.clock.advance(100);
  expect(bench.streams().toSorted()).toEqual(['tab 0', 'tab 2']);
  const before = bench.browser.posted.length;
  bench.relay.text = 'second';
  await Promise.all([first.refresh(), bench.clock.advance(100)]);
  expect(new Set(bench.browser.posted.slice(before).map(({ channel }) => channel))).toEqual(new Set(['other']));
  expect([first, second, third].map((tab) => tab.holds())).toEqual(['second of all', 'second of all', 'first of all']);
});

it('hands answers only to tabs that ask about the same, and tells the others that something changed', async () => {
  const bench = aTabsBench();
  const john = bench.open('john', { subject: 'john', changeStream: 'sse' });
  await bench.clock.advance(100);
  const ines = bench.open('ines', { subject: 'ines', changeStream: 'sse' });
  await bench.clock.advance(2_000);
  expect([john.holds(), ines.holds()]).toEqual(['first of john', 'first of ines']);
  expect(bench.streams()).toEqual(['john']);

  bench.relay.text = 'second';
  bench.relay.tellChange();
  await bench.clock.advance(2_000);
  expect([john.holds(), ines.holds()]).toEqual(['second of john', 'second of ines']);

  bench.requests.length = 0;
  await bench.clock.advance(11_000);
  expect(bench.requests).toContainEqual({ tab: 'ines', subject: 'ines', entityTag: '"second of ines"' });

  ines.setSubject('john');
  await bench.clock.advance(100);
  expect(ines.holds()).toBe('second of john');
  bench.requests.length = 0;
  bench.relay.text = 'third';
  bench.relay.tellChange();
  await bench.clock.advance(30_000);
  expect(ines.holds()).toBe('third of john');
  expect(askers(bench)).toEqual(['john']);
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
  expect(askers(bench)).toEqual(['tab 0']);
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
  expect([askers(bench), bench.streams()]).toEqual([['tab 1'], ['tab 1']]);
});

it('works alone where there are no locks and channels', async () => {
  const bench = aTabsBench();
  await aCrowd(bench, 3, { isAlone: true, changeStream: 'sse' });
  expect(bench.streams()).toEqual(['tab 0', 'tab 1', 'tab 2']);
});

it('does not mind what others say on the same channel', async () => {
  const bench = aTabsBench();
  const [leader, follower] = await aCrowd(bench, 2);
  const stranger = bench.browser.openTab().openChannel('group', () => undefined);
  const body = { text: 1, contentType: '', entityTag: '"x"', url: '', isKept: true };
  const answer = { type: 'answer', from: 'x', to: undefined, subject: 'all', leads: true, isNew: true };
  const failure = { code: 'RELAY_STATUS', message: 'no', recoverable: 'maybe', errorCode: '', errorDetails: '' };
  const nonsense = [
    undefined,
    null,
    'lead',
    [],
    { type: 'answer' },
    { type: 'lead', from: 'x', subject: 'all', answers: 'perhaps' },
    { type: 'forget everything', from: 'x' },
    { ...answer, answer: { kind: 'body', body } },
    { ...answer, answer: { kind: 'not-modified' } },
    { ...answer, answer: { kind: 'failed', ...failure } },
  ];
  for (const message of nonsense) stranger.post(message);
  await bench.clock.advance(1_000);
  expect([leader.answers, follower.answers]).toEqual([['first of all'], ['first of all']]);
});
