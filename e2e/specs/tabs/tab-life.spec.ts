// What happens to tabs in a browser as users have it: closed, crashed, frozen, left, hung. One that is hidden is in `a-minute-hidden.spec.ts`.
import type { FaultProxy } from '../../faults/fault-proxy.ts';
import type { PlainTab } from './plain-chromium.ts';
import { expect, greetingIn, test } from './plain-tab-test.ts';
import { flagFile, PATHS, STREAM } from './tabs-test.ts';

const PATH = PATHS['in-process'];
const TAKE_OVER_MS = 1_000;

/** Opens two tabs. The second is in front of the first, and leads therefore. */
async function aPair(
  gateway: FaultProxy,
  open: () => Promise<PlainTab>,
): Promise<{ behind: PlainTab; leader: PlainTab }> {
  const behind = await open();
  await gateway.seen(STREAM, 1);
  const leader = await open();
  await gateway.seen(STREAM, 2);
  await quiet(gateway);
  return { behind, leader };
}

/** Waits until one stream is open, and what its opening had asked for has been answered. */
async function quiet(gateway: FaultProxy): Promise<void> {
  await expect.poll(() => gateway.openTo(STREAM)).toHaveLength(1);
  const openedMs = gateway.openTo(STREAM)[0]?.atMs ?? 0;
  await expect
    .poll(() => gateway.requestsTo(PATH).filter(({ atMs, state }) => atMs > openedMs && state === 'answered').length)
    .toBeGreaterThan(0);
  await expect.poll(() => gateway.openTo(PATH)).toHaveLength(0);
}

/**
 * Lets something happen to the leader, and expects another tab to ask conditionally, and to open a stream, within a second of that. Chromium takes
 * its own time for what it is told: `go` resolves when it is done.
 */
async function expectTakeOver(gateway: FaultProxy, go: () => Promise<unknown>): Promise<void> {
  const before = { requests: gateway.requestsTo(PATH).length, streams: gateway.requestsTo(STREAM).length };
  await go();
  const sinceMs = Date.now();
  await gateway.seen(PATH, before.requests + 1);
  await gateway.seen(STREAM, before.streams + 1);
  const asked = gateway.requestsTo(PATH)[before.requests];
  const streamed = gateway.requestsTo(STREAM)[before.streams];
  expect(asked?.headers['if-none-match']).toMatch(/^"\d+-[0-9a-f]{40}"$/);
  expect((asked?.atMs ?? 0) - sinceMs).toBeLessThan(TAKE_OVER_MS);
  expect((streamed?.atMs ?? 0) - sinceMs).toBeLessThan(TAKE_OVER_MS);
  await expect.poll(() => gateway.openTo(STREAM)).toHaveLength(1);
}

const ENDS: Readonly<Record<string, (leader: PlainTab) => Promise<unknown>>> = {
  'is closed': (leader) => leader.close(),
  // Chromium holds the lock until it notices.
  crashes: (leader) => leader.crash(),
  'is frozen': (leader) => leader.send('Page.setWebLifecycleState', { state: 'frozen' }),
  'goes to another page': (leader) => leader.send('Page.navigate', { url: 'about:blank' }),
};

for (const [what, go] of Object.entries(ENDS)) {
  test(`another tab takes over within a second when the leader ${what}`, async ({ gateway, open, relay }) => {
    const { behind, leader } = await aPair(gateway, open);
    await expectTakeOver(gateway, () => go(leader));
    await relay.writeFlags(flagFile('second'));
    await expect.poll(() => greetingIn(behind)).toBe('second');
  });
}

test('the tab that somebody looks at leads', async ({ gateway, open }) => {
  const { behind, leader } = await aPair(gateway, open);
  await expectTakeOver(gateway, () => behind.show());
  await quiet(gateway);
  await expectTakeOver(gateway, () => leader.show());
});

test('a leader comes back from the back/forward cache as one of many, with what has changed meanwhile', async ({
  gateway,
  open,
  relay,
}) => {
  const { behind, leader } = await aPair(gateway, open);
  await expectTakeOver(gateway, () => leader.send('Page.navigate', { url: 'about:blank' }));
  await relay.writeFlags(flagFile('second'));
  await expect.poll(() => greetingIn(behind)).toBe('second');
  await leader.goBack();
  await expect.poll(() => leader.evaluate('globalThis.tab?.wasCached')).toBe(true);
  await expect.poll(() => greetingIn(leader)).toBe('second');
  await expect.poll(() => gateway.openTo(STREAM)).toHaveLength(1);
  await relay.writeFlags(flagFile('third'));
  for (const tab of [behind, leader]) await expect.poll(() => greetingIn(tab)).toBe('third');
});

test('a tab alone goes to the back/forward cache with all it has open, and asks when it is back', async ({
  gateway,
  open,
  relay,
}) => {
  const tab = await open();
  await gateway.seen(STREAM, 1);
  await quiet(gateway);
  await tab.send('Page.navigate', { url: 'about:blank' });
  await expect.poll(() => gateway.openTo(STREAM)).toHaveLength(0);
  await relay.writeFlags(flagFile('second'));
  await tab.goBack();
  await expect.poll(() => tab.evaluate('globalThis.tab?.wasCached')).toBe(true);
  await expect.poll(() => greetingIn(tab)).toBe('second');
  await expect.poll(() => gateway.openTo(STREAM)).toHaveLength(1);
});

test('a tab takes the lead from one whose main thread hangs', async ({ gateway, open, relay }) => {
  const { behind, leader } = await aPair(gateway, open);
  await leader.send('Debugger.enable');
  await leader.send('Debugger.pause');
  void leader.evaluate('0');
  // The window lets go of a tab that hangs as of any other: the lock does not.
  await behind.show();
  await relay.writeFlags(flagFile('second'));
  await expect.poll(() => greetingIn(behind), { timeout: 30_000 }).toBe('second');
  await expect.poll(() => gateway.openTo(STREAM), { timeout: 30_000 }).toHaveLength(2);
  await leader.send('Debugger.resume');
  await expect.poll(() => gateway.openTo(STREAM)).toHaveLength(1);
  await expect.poll(() => greetingIn(leader)).toBe('second');
});

test('tabs on plain http with a host name are each on their own', async ({ address, gateway, open, relay, site }) => {
  const plain = address({ origin: site.origin.replace('127.0.0.1', 'app.test') });
  const tabs = [await open(plain), await open(plain)];
  const lacks = await tabs[0]?.evaluate('[typeof navigator.locks, typeof crypto.subtle]');
  expect(lacks).toEqual(['undefined', 'undefined']);
  await expect.poll(() => gateway.openTo(STREAM)).toHaveLength(2);
  await relay.writeFlags(flagFile('second'));
  for (const tab of tabs) await expect.poll(() => greetingIn(tab)).toBe('second');
});
