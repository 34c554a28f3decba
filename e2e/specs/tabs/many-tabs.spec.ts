// Tabs of one browser, over HTTP/1.1: six open streams would leave no connection for a request.
import type { Page } from '@playwright/test';
import type { TabWindow } from './page/tab.ts';
import { expect, expectValues, flagFile, greetingIn, KEYS, MODES, openIn, PATHS, STREAM, test } from './tabs-test.ts';

test.describe.configure({ timeout: 90_000 });

/** Ten, but for Firefox under test, which takes seconds for a tab. */
const howMany = (browserName: string): number => (browserName === 'firefox' ? 4 : 10);
/** The leader asks at its start, and once its stream is open: what happened in between was told to nobody. */
const REQUESTS_AT_START = 2;

/** How many lists of changed flags the tab was told. */
function changesOf(page: Page): Promise<TabWindow['tab']['changes']> {
  return page.evaluate(() => (globalThis as unknown as TabWindow).tab.changes);
}

for (const mode of MODES) {
  test(`${mode}: of many tabs one has a stream open and asks, and all are told of a change`, async ({
    browserName,
    gateway,
    openTab,
    relay,
  }) => {
    const leader = await openTab({ mode });
    await gateway.seen(PATHS[mode], REQUESTS_AT_START);
    // One that brings the edit leaves nothing to be found by the request that follows the message: then it is polled for.
    await expect.poll(() => gateway.openTo(PATHS[mode])).toHaveLength(0);
    // Firefox takes a stream for open once it has brought something.
    await relay.writeFlags(flagFile('second'));
    await expectValues([leader], 'second');
    await gateway.seen(PATHS[mode], REQUESTS_AT_START + 1);
    await expect.poll(() => gateway.openTo(PATHS[mode])).toHaveLength(0);
    const before = gateway.requestsTo(PATHS[mode]).length;

    const others: Page[] = [];
    while (others.length < howMany(browserName) - 1) others.push(await openTab({ mode }));
    await expectValues(others, 'second');
    expect(gateway.openTo(STREAM)).toHaveLength(1);
    expect(gateway.requestsTo(PATHS[mode])).toHaveLength(before);

    await relay.writeFlags(flagFile('third'));
    await expectValues([leader, ...others], 'third');
    for (const page of others) expect(await changesOf(page)).toEqual([['greeting']]);
    expect(gateway.requestsTo(STREAM)).toHaveLength(1);
    expect(gateway.requestsTo(PATHS[mode])).toHaveLength(before + 1);
  });

  test(`${mode}: of many tabs one polls, where there is no stream`, async ({
    browserName,
    gateway,
    openTab,
    relay,
  }) => {
    const options = { changeStream: 'off', pollIntervalMs: 1_000 };
    const pages: Page[] = [];
    while (pages.length < howMany(browserName)) pages.push(await openTab({ mode, options }));
    const before = gateway.requestsTo(PATHS[mode]).length;
    await gateway.seen(PATHS[mode], before + 3);
    await relay.writeFlags(flagFile('second'));
    await expectValues(pages, 'second');
    const times = gateway.requestsTo(PATHS[mode]).map(({ atMs }) => atMs);
    const seconds = ((times.at(-1) ?? 0) - (times[0] ?? 0)) / 1_000;
    expect(times.length).toBeLessThanOrEqual(1 + Math.ceil(seconds / 0.9));
    expect(gateway.requestsTo(STREAM)).toEqual([]);
  });

  test(`${mode}: a tab that starts with nothing gets all from the leader`, async ({ gateway, openTab }) => {
    await openTab({ mode });
    await gateway.seen(PATHS[mode], REQUESTS_AT_START);
    await expect.poll(() => gateway.openTo(PATHS[mode])).toHaveLength(0);
    const late = await openTab({ mode, options: { storage: 'memory' } });
    expect(await greetingIn(late)).toBe('first');
    expect(gateway.requestsTo(PATHS[mode])).toHaveLength(REQUESTS_AT_START);
  });

  test(`${mode}: refresh() asks from any tab, for all`, async ({ gateway, openTab, relay }) => {
    const options = { changeStream: 'off', pollIntervalMs: 0 };
    const [first, second] = [await openTab({ mode, options }), await openTab({ mode, options })];
    await relay.writeFlags(flagFile('second'));
    const before = gateway.requestsTo(PATHS[mode]).length;
    await second.evaluate(() => (globalThis as unknown as TabWindow).tab.provider.refresh());
    expect(await greetingIn(second)).toBe('second');
    await expectValues([first], 'second');
    expect(gateway.requestsTo(PATHS[mode])).toHaveLength(before + 1);
  });

  test(`${mode}: tabs with another key have a leader of their own`, async ({ gateway, openTab, relay }) => {
    const [first, second] = [await openTab({ mode }), await openTab({ mode })];
    const setKey = (page: Page, key: string) =>
      page.evaluate((apiKey) => (globalThis as unknown as TabWindow).tab.provider.setApiKey(apiKey), key);
    const keysOfStreams = () => gateway.openTo(STREAM).map(({ query }) => query.get('apiKey'));
    await expect.poll(keysOfStreams).toEqual([KEYS[0]]);
    await setKey(first, KEYS[1]);
    await expect.poll(() => new Set(keysOfStreams())).toEqual(new Set(KEYS));
    await setKey(second, KEYS[1]);
    await expect.poll(keysOfStreams).toEqual([KEYS[1]]);
    await relay.writeFlags(flagFile('second'));
    await expectValues([first, second], 'second');
  });

  test(`${mode}: a provider that is closed leaves no lock behind, and the lead to another tab`, async ({
    gateway,
    openTab,
  }) => {
    const [first, second] = [await openTab({ mode }), await openTab({ mode })];
    const locks = (page: Page) =>
      page.evaluate(async () => {
        const { held = [], pending = [] } = await navigator.locks.query();
        return [held, pending].map((some) => some.filter(({ name }) => name?.startsWith('goff-web/tabs/')).length);
      });
    await expect.poll(() => gateway.openTo(STREAM)).toHaveLength(1);
    await expect.poll(() => locks(second)).toEqual([3, 1]);
    await first.evaluate(() => (globalThis as unknown as TabWindow).tab.close());
    await expect.poll(() => gateway.requestsTo(STREAM)).toHaveLength(2);
    await expect.poll(() => locks(second)).toEqual([2, 0]);
    await second.evaluate(() => (globalThis as unknown as TabWindow).tab.close());
    await expect.poll(() => locks(second)).toEqual([0, 0]);
    await expect.poll(() => gateway.openTo(STREAM)).toEqual([]);
  });

  test(`${mode}: two versions of the library in two tabs leave one another alone`, async ({
    gateway,
    openTab,
    relay,
  }) => {
    const tabs = [await openTab({ mode }), await openTab({ mode, path: '/other/' })];
    await expect.poll(() => gateway.openTo(STREAM)).toHaveLength(2);
    await relay.writeFlags(flagFile('second'));
    await expectValues(tabs, 'second');
    for (const tab of tabs) expect(await changesOf(tab)).toEqual([['greeting']]);
  });
}

test('remote: tabs of two users are each answered for their own, over one stream', async ({
  context,
  address,
  gateway,
  relay,
}) => {
  const rules = (value: string) => ({
    greeting: {
      variations: { ada: `${value} for ada`, other: `${value} for others` },
      targeting: [{ query: 'targetingKey eq "ada"', variation: 'ada' }],
      defaultRule: { variation: 'other' },
    },
  });
  await relay.writeFlags(rules('first'));
  const ada = await openIn(context, address({ mode: 'remote', user: 'ada' }));
  const bob = await openIn(context, address({ mode: 'remote', user: 'bob' }));
  expect([await greetingIn(ada), await greetingIn(bob)]).toEqual(['first for ada', 'first for others']);
  await expect.poll(() => gateway.openTo(STREAM)).toHaveLength(1);
  await relay.writeFlags(rules('second'));
  await expect.poll(() => Promise.all([ada, bob].map(greetingIn))).toEqual(['second for ada', 'second for others']);
  expect(gateway.requestsTo(STREAM)).toHaveLength(1);
});
