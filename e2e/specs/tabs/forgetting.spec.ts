// A shared computer: what one tab forgets, no other tab may bring back.
import type { Page } from '@playwright/test';
import { status } from '../../faults/fault.ts';
import { everythingStored } from '../everything-stored.ts';
import type { TabWindow } from './page/tab.ts';
import { expectValues, flagFile, KEYS, MODES, STREAM, expect as soon, test } from './tabs-test.ts';

const expect = soon.configure({ timeout: 20_000 });

test.describe.configure({ timeout: 90_000 });

/** Kinds of what lies there, an entry each: `configuration`, `engine`, `answers`, `events`. */
const kindsIn = async (page: Page): Promise<readonly string[]> =>
  (await everythingStored(page)).map((name) => name.split('/')[3] ?? name);

const inTab = (page: Page, does: 'forget' | 'flush' | 'refresh') =>
  page.evaluate((method) => (globalThis as unknown as TabWindow).tab.provider[method](), does);
const trackIn = (page: Page) =>
  page.evaluate(() => (globalThis as unknown as TabWindow).tab.client.track('bought', { value: 1 }));

for (const mode of MODES) {
  const kept = mode === 'remote' ? 'answers' : 'configuration';

  test(`${mode}: what one tab forgets, all tabs forget, and none of them brings it back`, async ({
    gateway,
    openTab,
    relay,
  }) => {
    // Nobody takes the events, so they lie on the device.
    gateway.inflict({ path: '/v1/data/collector', fault: status(503) });
    const tabs = [await openTab({ mode }), await openTab({ mode }), await openTab({ mode })] as const;
    const [first, second, third] = tabs;
    await expect.poll(() => gateway.openTo(STREAM)).toHaveLength(1);
    for (const tab of tabs) await trackIn(tab);
    await expect.poll(async () => (await kindsIn(first)).filter((kind) => kind === 'events')).toHaveLength(3);
    await expect.poll(() => kindsIn(first)).toContain(kept);

    await inTab(second, 'forget');
    for (const tab of tabs) await expect.poll(() => everythingStored(tab)).toEqual([]);

    // They go on as before, but for that.
    await relay.writeFlags(flagFile('second'));
    await expectValues(tabs, 'second');
    for (const tab of tabs) {
      await trackIn(tab);
      await inTab(tab, 'flush');
      await inTab(tab, 'refresh');
    }
    expect(await everythingStored(second)).toEqual([]);
    await first.evaluate(() => (globalThis as unknown as TabWindow).tab.close());
    await third.close({ runBeforeUnload: true });
    await expect.poll(() => third.isClosed()).toBe(true);
    expect(await everythingStored(second)).toEqual([]);
  });
}

test('tabs of both modes forget together, and one with another key keeps what it has', async ({ openTab }) => {
  const local = await openTab();
  const remote = await openTab({ mode: 'remote' });
  const other = await openTab({ options: { apiKey: KEYS[1] } });
  const owners = async () => new Set((await everythingStored(other)).map((name) => name.split('/')[2]));
  await expect
    .poll(async () => (await kindsIn(other)).toSorted())
    .toEqual(expect.arrayContaining(['answers', 'configuration']));
  await expect.poll(async () => (await owners()).size).toBe(2);
  await inTab(remote, 'forget');
  await expect.poll(async () => (await owners()).size).toBe(1);
  await inTab(local, 'refresh');
  expect((await owners()).size).toBe(1);
  expect(await kindsIn(other)).toContain('configuration');
});
