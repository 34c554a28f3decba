import type { Page } from '@playwright/test';
import { expect, KEY, MODES, open, PATHS, SSE, test } from '../changes/changes-test.ts';

/** Counts, from before the first script, what a page can leave behind. Runs in the page. */
function countEverything(): void {
  const live = {
    timers: new Set<unknown>(),
    listeners: new Set<object>(),
    channels: new Set<object>(),
    streams: new Set<object>(),
  };
  Object.assign(globalThis, { live });
  const { setTimeout: set, clearTimeout: clear } = globalThis;
  Object.assign(globalThis, {
    setTimeout(callback: () => void, ms?: number) {
      const timer = set(() => {
        live.timers.delete(timer);
        callback();
      }, ms);
      live.timers.add(timer);
      return timer;
    },
    clearTimeout(timer: number) {
      live.timers.delete(timer);
      clear(timer);
    },
  });
  for (const target of [globalThis, document]) {
    const add = target.addEventListener.bind(target);
    const remove = target.removeEventListener.bind(target);
    const known: { type: string; listener: unknown }[] = [];
    const forget = (entry: { type: string; listener: unknown }): void => void live.listeners.delete(entry);
    target.addEventListener = (type: string, listener: EventListener, how?: AddEventListenerOptions | boolean) => {
      const entry = { type, listener };
      known.push(entry);
      live.listeners.add(entry);
      if (typeof how === 'object') how.signal?.addEventListener('abort', () => forget(entry));
      add(type, listener, how);
    };
    target.removeEventListener = (type: string, listener: EventListener) => {
      for (const entry of known) if (entry.type === type && entry.listener === listener) forget(entry);
      remove(type, listener);
    };
  }
  for (const [name, kept] of [
    ['BroadcastChannel', live.channels],
    ['EventSource', live.streams],
    ['WebSocket', live.streams],
  ] as const) {
    const Original = globalThis[name] as new (...given: unknown[]) => { close(): void };
    const Counted = class extends Original {
      constructor(...given: unknown[]) {
        super(...given);
        kept.add(this);
      }
      override close(): void {
        kept.delete(this);
        super.close();
      }
    };
    Object.assign(globalThis, { [name]: Counted });
  }
}

interface Left {
  readonly timers: number;
  readonly listeners: readonly string[];
  readonly channels: number;
  readonly streams: number;
  readonly locks: number;
}

const left = (page: Page): Promise<Left> =>
  page.evaluate(async () => {
    const { live } = globalThis as unknown as {
      live: {
        timers: Set<unknown>;
        listeners: Set<{ type: string }>;
        channels: Set<object>;
        streams: Set<object>;
      };
    };
    const { held = [], pending = [] } = await navigator.locks.query();
    return {
      timers: live.timers.size,
      listeners: Array.from(live.listeners, ({ type }) => type).sort(),
      channels: live.channels.size,
      streams: live.streams.size,
      locks: held.length + pending.length,
    };
  });

for (const mode of MODES) {
  test(`${mode}: closing leaves no timer, stream, channel, lock or listener, however often`, async ({
    page,
    gateway,
    site,
  }) => {
    await page.addInitScript(countEverything);
    await page.goto(site.origin);
    await page.waitForFunction(() => 'flags' in globalThis);
    const before = await left(page);
    for (let round = 0; round < 3; round += 1) {
      const streams = gateway.requestsTo(SSE).length;
      const started = await page.evaluate(([chosen, given]) => flags.start(chosen, given), [
        mode,
        { endpoint: gateway.url, apiKey: KEY },
      ] as const);
      expect(started).toBe('READY');
      await gateway.seen(SSE, streams + 1);
      // There is something to leave behind.
      expect((await left(page)).streams).toBe(1);
      await page.evaluate(() => flags.stop());
      await expect.poll(() => left(page)).toEqual(before);
      await expect.poll(() => gateway.openTo(SSE)).toHaveLength(0);
    }
    // The database is let go of as well: whoever deletes it is not kept waiting.
    const isBlocked = await page.evaluate(
      () =>
        new Promise<boolean>((resolve) => {
          const request = indexedDB.deleteDatabase('goff-web-1');
          request.onsuccess = () => resolve(false);
          request.onblocked = () => resolve(true);
        }),
    );
    expect(isBlocked).toBe(false);
  });
}

test('a thousand changes of the context in a loop leave nothing behind, and send nothing', async ({
  page,
  gateway,
  site,
}) => {
  await page.addInitScript(countEverything);
  await open(page, site, 'core', {
    endpoint: gateway.url,
    apiKey: KEY,
    changeStream: 'off',
    pollIntervalMs: 3_600_000,
  });
  // What is loaded later has come: what shares answers between tabs, with its locks, and what keeps events.
  await expect.poll(() => left(page)).toMatchObject({ channels: 2, locks: 2 });
  const sent = gateway.requestsTo(PATHS.core).length;
  const before = await left(page);
  await page.evaluate(async () => {
    for (let user = 0; user < 1_000; user += 1) void flags.setContext({ targetingKey: `user-${user}` });
    await flags.setContext({ targetingKey: 'the last' });
  });
  await expect.poll(async () => (await left(page)).timers).toBeLessThanOrEqual(before.timers);
  expect({ ...(await left(page)), timers: before.timers }).toEqual(before);
  expect(gateway.requestsTo(PATHS.core)).toHaveLength(sent);
});
