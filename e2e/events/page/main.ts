// A page that records numbered events, one every few milliseconds, until somebody kills it.
import { GoFeatureFlagProvider } from '@goff-web/core';
import { GoFeatureFlagRemoteProvider } from '@goff-web/remote';
import { type EvaluationDetails, type HookContext, OpenFeature } from '@openfeature/web-sdk';
import type { PageCalls, PageReports } from './page-calls.ts';

const given = new URLSearchParams(location.search);
const text = (name: string): string => given.get(name) ?? '';
// A reloaded page is another one, with numbers of its own.
const loads = Number(sessionStorage.getItem(text('page')) ?? 0);
sessionStorage.setItem(text('page'), String(loads + 1));
const pageName = `${text('page')}.${loads}`;
const everyMs = Number(text('everyMs'));
const isInProcess = text('mode') === 'in-process';
const reports = globalThis as unknown as PageReports;

const options = {
  endpoint: text('relay'),
  flushIntervalMs: Number(text('flushIntervalMs')),
  maxPendingEvents: Number(given.get('maxPendingEvents') ?? 10_000),
};
const provider = isInProcess ? new GoFeatureFlagProvider(options) : new GoFeatureFlagRemoteProvider(options);

let recorded = 0;
/** Events between two turns of the page's own. */
const FLOOD_FRAME = 500;
const COST_EVENTS = 2_000;
const COST_RUNS = 20;

/** Records one more event: by turns an evaluation, whose user is the number, and a call of `track`. */
function record(): void {
  recorded += 1;
  const client = OpenFeature.getClient();
  if (isInProcess && recorded % 2 === 0) {
    // In-process, the context is another one when this returns; in remote mode it would be a request.
    void OpenFeature.setContext({ targetingKey: `${pageName}:${recorded}` });
    client.getBooleanValue('shown', false);
  } else {
    client.track('numbered', { number: `${pageName}:${recorded}` });
  }
  reports.reportRecorded(pageName, recorded, Date.now());
}

const calls: PageCalls = {
  flush: () => provider.flush(),
  async flood(count) {
    const longTasks: number[] = [];
    const observer = new PerformanceObserver((list) => {
      for (const { duration } of list.getEntries()) longTasks.push(duration);
    });
    observer.observe({ type: 'longtask' });
    const client = OpenFeature.getClient();
    const startedMs = performance.now();
    for (let index = 0; index < count; index += 1) {
      client.track('flood', { number: `${pageName}:${index}` });
      // As many as an application can record between two frames.
      if (index % FLOOD_FRAME === 0) await new Promise((resolve) => setTimeout(resolve));
    }
    const seconds = (performance.now() - startedMs) / 1_000;
    // What was observed is told a moment later.
    await new Promise((resolve) => setTimeout(resolve, 500));
    observer.disconnect();
    const { usage = 0 } = await navigator.storage.estimate();
    return { seconds, longTasks, storedBytes: usage };
  },
  async recordingCost() {
    const [hook] = provider.hooks;
    const hookContext = { flagKey: 'shown', defaultValue: false, context: { targetingKey: pageName } } as HookContext;
    const details: EvaluationDetails<boolean> = { flagKey: 'shown', value: true, variant: 'yes', flagMetadata: {} };
    const costs: number[] = [];
    for (let run = 0; run < COST_RUNS; run += 1) {
      const startedMs = performance.now();
      for (let index = 0; index < COST_EVENTS; index += 1) {
        // oxlint-disable-next-line promise/valid-params -- a hook's stage, no promise
        hook?.finally?.(hookContext, details);
      }
      costs.push(((performance.now() - startedMs) * 1e6) / COST_EVENTS);
      // Lets what was recorded be taken away.
      await new Promise((resolve) => setTimeout(resolve, 150));
    }
    return costs.sort((left, right) => left - right)[COST_RUNS / 2] ?? 0;
  },
  async waiting() {
    const open = indexedDB.open('goff-web-events-1');
    const database = await new Promise<IDBDatabase>((resolve, reject) => {
      open.onsuccess = () => resolve(open.result);
      open.onerror = () => reject(open.error);
    });
    const names = [...database.objectStoreNames];
    const count =
      names.length === 0
        ? 0
        : await new Promise<number>((resolve, reject) => {
            const counting = database
              .transaction(names)
              .objectStore(names[0] ?? '')
              .count();
            counting.onsuccess = () => resolve(counting.result);
            counting.onerror = () => reject(counting.error);
          });
    database.close();
    return count + Object.keys(localStorage).length;
  },
};
Object.assign(globalThis, { calls });

await OpenFeature.setProviderAndWait(provider, { targetingKey: `${pageName}:0` });
if (everyMs > 0) setInterval(record, everyMs);
reports.reportReady(text('page'));
