// First by its name, and so begun first: most of its time is waited, while other tests run beside it.
import { expect, greetingIn, test } from './tabs/plain-tab-test.ts';
import { flagFile, KEYS, MODES, PATHS, STREAM } from './tabs/tabs-test.ts';

const PATH = PATHS['in-process'];

test('a tab that has been hidden for a minute asks for nothing, and conditionally for all when somebody looks at it again', async ({
  address,
  gateway,
  open,
  relay,
}) => {
  test.setTimeout(240_000);
  const options = { pollIntervalMs: 1_000, livePollIntervalMs: 1_000 };
  const tabs = [];
  for (const mode of MODES) tabs.push({ mode, tab: await open(address({ mode, options })) });
  const asked = (mode: keyof typeof PATHS) =>
    gateway.requestsTo(PATHS[mode]).filter(({ headers }) => headers['x-api-key'] === KEYS[0]);
  const streams = () => gateway.openTo(STREAM).filter(({ query }) => query.get('apiKey') === KEYS[0]);
  await expect.poll(streams).toHaveLength(MODES.length);
  // In front of them is a tab that they have nothing to do with: what it asks tells how time passes.
  const hiddenMs = Date.now();
  const front = { apiKey: KEYS[1], changeStream: 'off', pollIntervalMs: 1_000 };
  await open(address({ options: front }));
  const seconds = () => gateway.requestsTo(PATH).filter(({ headers }) => headers['x-api-key'] === KEYS[1]).length;
  for (const { tab } of tabs) expect(await tab.evaluate('document.visibilityState')).toBe('hidden');

  // Until then they go on.
  await expect.poll(streams, { timeout: 120_000 }).toHaveLength(0);
  for (const { mode } of tabs) {
    await expect.poll(() => gateway.openTo(PATHS[mode]).length).toBe(0);
    expect((asked(mode).at(-1)?.atMs ?? 0) - hiddenMs).toBeGreaterThan(50_000);
  }
  const before = Object.fromEntries(MODES.map((mode) => [mode, asked(mode).length]));
  await relay.writeFlags(flagFile('second'));
  const now = seconds();
  await expect.poll(seconds, { timeout: 60_000 }).toBeGreaterThanOrEqual(now + 10);
  expect(Object.fromEntries(MODES.map((mode) => [mode, asked(mode).length]))).toEqual(before);
  expect(streams()).toEqual([]);

  for (const [index, { mode, tab }] of tabs.entries()) {
    expect(await greetingIn(tab)).toBe('first');
    await tab.show();
    await expect.poll(() => greetingIn(tab)).toBe('second');
    const first = asked(mode)[before[mode] ?? 0];
    expect(first?.headers['if-none-match']).toMatch(/^"/);
    // The tab that was shown before goes on for its minute.
    await expect.poll(streams).toHaveLength(index + 1);
    expect(first?.atMs).toBeLessThanOrEqual(streams().at(-1)?.atMs ?? 0);
  }
});
