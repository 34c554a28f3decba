import { setTimeout as wait } from 'node:timers/promises';
import type { Browser } from '@playwright/test';
import { startFaultProxy } from '../faults/start-fault-proxy.ts';
import { startRelay } from '../relay/start-relay.ts';
import type { Flood, PageCalls } from './page/page-calls.ts';

declare const calls: PageCalls;

/** What came of many events while the relay proxy was away. */
export interface FloodResult extends Flood {
  readonly recorded: number;
  /** Of one evaluation, on the path of the application. */
  readonly recordingCostNs: number;
  /** Events that may wait at most: twice `maxPendingEvents`. */
  readonly limit: number;
  readonly heapBytesBefore: number;
  readonly heapBytesAfter: number;
  /** As the page was told, by one warning. */
  readonly dropped: number;
  /** Different ones, in the files of the relay proxy's exporter. */
  readonly arrived: number;
}

/** Longer than the relay proxy keeps events in memory before it writes them. */
const EXPORT_MS = 900;
const MAX_PENDING = 10_000;

/** Records `count` events while the relay proxy is away, lets it come back, and counts. */
export async function runFlood(browser: Browser, origin: string, count: number): Promise<FloodResult> {
  await using relay = await startRelay({
    flags: { shown: { variations: { yes: true }, defaultRule: { variation: 'yes' } } },
  });
  await using proxy = await startFaultProxy(relay.url);
  const context = await browser.newContext();
  const page = await context.newPage();
  const cdp = await context.newCDPSession(page);
  let dropped = 0;
  page.on('console', (message) => {
    dropped += Number(/(\d+) events were dropped/.exec(message.text())?.[1] ?? 0);
  });
  /** Sends everything that waits. */
  const drain = async (): Promise<void> => {
    const deadline = Date.now() + 120_000;
    do {
      if (Date.now() > deadline) throw new Error('events still wait after two minutes with a relay proxy');
      await page.evaluate(() => calls.flush());
      await wait(200);
    } while ((await page.evaluate(() => calls.waiting())) > 0);
  };
  const heapBytes = async (): Promise<number> => {
    await cdp.send('HeapProfiler.collectGarbage');
    const { usedSize } = await cdp.send('Runtime.getHeapUsage');
    return usedSize;
  };
  try {
    let pageIsReady = (): void => undefined;
    await page.exposeFunction('reportReady', () => pageIsReady());
    const query = new URLSearchParams({
      page: 'flood',
      relay: proxy.url,
      mode: 'in-process',
      everyMs: '0',
      flushIntervalMs: '1000',
    });
    const open = async (): Promise<void> => {
      const ready = new Promise<void>((resolve) => {
        pageIsReady = resolve;
      });
      await page.goto(`${origin}/?${query}`);
      await ready;
    };
    await open();
    const recordingCostNs = await page.evaluate(() => calls.recordingCost());
    // Measuring may have recorded faster than anything could be sent: that page ends, with all that it would have to tell.
    await drain();
    await open();
    dropped = 0;
    const heapBytesBefore = await heapBytes();
    await proxy.refuse();
    const flood = await page.evaluate((events) => calls.flood(events), count);
    const heapBytesAfter = await heapBytes();
    await proxy.accept();
    await drain();
    await wait(EXPORT_MS);
    const events = await relay.trackingEvents();
    const arrived = new Set(events.map((event) => Reflect.get(event['trackingEventDetails'] as object, 'number'))).size;
    return {
      ...flood,
      recordingCostNs,
      recorded: count,
      limit: 2 * MAX_PENDING,
      heapBytesBefore,
      heapBytesAfter,
      dropped,
      arrived,
    };
  } finally {
    await context.close();
  }
}
