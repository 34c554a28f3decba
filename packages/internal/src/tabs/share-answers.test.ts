import { expect, it } from 'vitest';
import { aCrowd } from '../testing/a-crowd.ts';
import { aTabsBench } from '../testing/tabs-bench.ts';

it('asks once a poll for ten tabs, and no tab but the first asks', async () => {
  const bench = aTabsBench();
  const tabs = await aCrowd(bench, 10);
  expect(tabs.map((tab) => tab.answers)).toEqual(tabs.map(() => ['first of all']));
  await bench.clock.advance(60_000);
  expect(bench.askers()).toEqual(['tab 0']);
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

it('tells all tabs that the relay proxy fails, and that it is back', async () => {
  const bench = aTabsBench();
  const [, hidden] = await aCrowd(bench, 2);
  hidden.page.tell('hidden');
  bench.relay.isDown = true;
  await bench.clock.advance(32_000);
  bench.relay.isDown = false;
  await bench.clock.advance(11_000);
  expect(hidden.answers).toEqual(['first of all', 'failed', 'failed', 'failed', 'not-modified']);
  expect(bench.askers()).toEqual(['tab 0']);
});

it('asks the relay proxy when a new tab is told to refresh before it knows whether another leads', async () => {
  const bench = aTabsBench();
  await aCrowd(bench, 1);
  bench.relay.text = 'second';
  const late = bench.open('late', { stored: 'first' });
  await Promise.all([late.refresh(), bench.clock.advance(100)]);
  expect(late.holds()).toBe('second of all');
  expect(bench.requests.at(-1)?.tab).toBe('late');
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
  expect(bench.askers()).toEqual(['john']);
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
