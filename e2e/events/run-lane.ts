import { setTimeout as wait } from 'node:timers/promises';
import type { Browser, BrowserContext, Page } from '@playwright/test';
import type { FaultProxy } from '../faults/fault-proxy.ts';
import { startFaultProxy } from '../faults/start-fault-proxy.ts';
import type { Relay } from '../relay/relay.ts';
import { startRelay } from '../relay/start-relay.ts';
import { pick } from '../seeded-random.ts';
import type { Kill, KilledPage } from './kill.ts';
import type { PageCalls } from './page/page-calls.ts';
import { PAGE_FLAGS } from './page-flags.ts';

declare const calls: PageCalls;

/** What a lane is given: one origin's storage, and a relay proxy of its own. */
export interface LaneOptions {
  readonly browser: Browser;
  /** Where the page is served. */
  readonly origin: string;
  readonly mode: 'in-process' | 'remote';
  readonly kills: number;
  /** The ends that pages come to, as often as they come. */
  readonly ends: readonly Kill[];
  /** From 0 (included) to 1 (excluded). */
  readonly random: () => number;
  readonly say: (line: string) => void;
}

/** What a lane has seen. */
export interface LaneResult {
  readonly pages: readonly KilledPage[];
  /** How often each event, `page:number`, stands in the files of the relay proxy's exporter. */
  readonly arrived: ReadonlyMap<string, number>;
  /** Which requests carried each event, in words. */
  readonly carried: ReadonlyMap<string, readonly string[]>;
}

interface SentEvent {
  readonly userKey: string;
  readonly trackingEventDetails?: { readonly number: string };
}

/** Whatever a page still loads, the next order may come. */
const COMMITTED = { waitUntil: 'commit', timeout: 120_000 } as const;
/** Longer than the relay proxy keeps events in memory before it writes them. */
const EXPORT_MS = 900;

/** Kills pages of one origin, one after the other, and counts what arrives. */
export async function runLane(options: LaneOptions): Promise<LaneResult> {
  await using relay = await startRelay({ flags: PAGE_FLAGS });
  await using proxy = await startFaultProxy(relay.url);
  const context = await options.browser.newContext();
  try {
    const lane = new Lane(options, relay, proxy, context);
    await lane.prepare();
    for (let index = 0; index < options.kills; index += 1) await lane.killOne(index);
    await lane.deliverRest();
    await wait(EXPORT_MS);
    return { pages: lane.pages, arrived: await arrivedAt(relay), carried: carriedBy(proxy) };
  } finally {
    await context.close();
  }
}

class Lane {
  readonly pages: KilledPage[] = [];
  readonly #options: LaneOptions;
  readonly #relay: Relay;
  readonly #proxy: FaultProxy;
  readonly #context: BrowserContext;
  readonly #recorded = new Map<string, number[]>();
  readonly #ready = new Map<string, () => void>();
  #page: Page | undefined;

  constructor(options: LaneOptions, relay: Relay, proxy: FaultProxy, context: BrowserContext) {
    this.#options = options;
    this.#relay = relay;
    this.#proxy = proxy;
    this.#context = context;
  }

  async prepare(): Promise<void> {
    await this.#context.exposeFunction('reportReady', (name: string) => this.#ready.get(name)?.());
    await this.#context.exposeFunction('reportRecorded', (name: string, number: number, atMs: number) => {
      const times = this.#recorded.get(name) ?? [];
      times[number - 1] = atMs;
      this.#recorded.set(name, times);
    });
  }

  async killOne(index: number): Promise<void> {
    const { ends, random, say } = this.#options;
    const kill = pick(random, ends);
    const name = `p${index}`;
    const page = await this.#open(name, 5 + Math.trunc(random() * 20), random() < 0.5 ? 1_000 : 60_000);
    await wait(50 + random() * 1_200);
    const killedAtMs = await this.#end(page, kill);
    const killed = `${name}.0`;
    this.pages.push({ name: killed, kill, killedAtMs, recordedAtMs: this.#recorded.get(killed) ?? [] });
    if (index % 10 === 9) say(`${this.#options.mode}: ${index + 1} pages are no more`);
  }

  async deliverRest(): Promise<void> {
    const page = await this.#open('last', 0, 1_000);
    const deadline = Date.now() + 60_000;
    for (;;) {
      await page.evaluate(() => calls.flush());
      const waiting = await page.evaluate(() => calls.waiting());
      if (waiting === 0) break;
      if (Date.now() > deadline) throw new Error(`${waiting} entries still wait on the device`);
      await wait(200);
    }
    for (const [successor, recordedAtMs] of this.#recorded) {
      if (successor.endsWith('.0')) continue;
      this.pages.push({ name: successor, kill: 'succeeded', killedAtMs: Date.now(), recordedAtMs });
    }
  }

  async #open(name: string, everyMs: number, flushIntervalMs: number): Promise<Page> {
    const page = this.#page ?? (await this.#context.newPage());
    this.#page = page;
    const ready = new Promise<void>((resolve) => {
      this.#ready.set(name, resolve);
    });
    await page.goto(this.#address(name, everyMs, flushIntervalMs), COMMITTED);
    await Promise.race([ready, tooLate(name)]);
    return page;
  }

  #address(name: string, everyMs: number, flushIntervalMs: number): string {
    const query = new URLSearchParams({
      page: name,
      relay: this.#proxy.url,
      mode: this.#options.mode,
      everyMs: String(everyMs),
      flushIntervalMs: String(flushIntervalMs),
    });
    return `${this.#options.origin}/?${query}`;
  }

  /** Ends the page's life as ordered, and returns the time at which that began. */
  async #end(page: Page, kill: Kill): Promise<number> {
    switch (kill) {
      case 'reload':
        return this.#leave(() => page.reload(COMMITTED));
      case 'navigation':
        return this.#leave(() =>
          page.evaluate(() => location.assign('/elsewhere')).then(() => page.waitForURL('**/elsewhere')),
        );
      case 'close':
        return this.#leave(() => this.#close(page));
      case 'crash':
      case 'succeeded':
        return this.#crash(page);
      case 'offline-reload':
      case 'offline-close':
        return this.#goOffline(page, kill === 'offline-close');
      case 'relay-down':
      case 'relay-down-reload':
        return this.#stopRelay(page, kill === 'relay-down-reload');
    }
  }

  async #leave(how: () => Promise<unknown>): Promise<number> {
    const atMs = Date.now();
    await how();
    return atMs;
  }

  async #close(page: Page): Promise<void> {
    // Without its handlers' turn a page would crash rather than close.
    await page.close({ runBeforeUnload: true });
    if (!page.isClosed()) await page.waitForEvent('close');
    this.#page = undefined;
  }

  async #crash(page: Page): Promise<number> {
    const crashed = page.waitForEvent('crash');
    const atMs = Date.now();
    void page.goto('chrome://crash').catch(() => undefined);
    await crashed;
    await page.close();
    this.#page = undefined;
    return atMs;
  }

  async #goOffline(page: Page, closes: boolean): Promise<number> {
    await this.#context.setOffline(true);
    await wait(this.#options.random() * 800);
    const atMs = Date.now();
    if (closes) await this.#close(page);
    await this.#context.setOffline(false);
    if (!closes) await page.reload(COMMITTED);
    return atMs;
  }

  async #stopRelay(page: Page, reloads: boolean): Promise<number> {
    await this.#proxy.refuse();
    // What the relay proxy has acknowledged it would take with it, for half a second.
    await wait(EXPORT_MS);
    await this.#relay.stop('SIGKILL');
    const atMs = Date.now();
    if (reloads) await page.reload(COMMITTED);
    await this.#relay.start();
    await this.#proxy.accept();
    if (!reloads) {
      await wait(this.#options.random() * 500);
      await page.reload(COMMITTED);
    }
    return atMs;
  }
}

async function tooLate(name: string): Promise<never> {
  await wait(COMMITTED.timeout, undefined, { ref: false });
  throw new Error(`page ${name} has not become ready`);
}

/** When each event was on its way, and what became of that: what a loss or a duplicate is explained by. */
function carriedBy(proxy: FaultProxy): Map<string, string[]> {
  const carried = new Map<string, string[]>();
  for (const { atMs, body, state, status } of proxy.requestsTo('/v1/data/collector')) {
    const { events } = JSON.parse(body === '' ? '{"events":[]}' : body) as { readonly events: readonly SentEvent[] };
    for (const { trackingEventDetails, userKey } of events) {
      const name = trackingEventDetails?.number ?? userKey;
      carried.set(name, [...(carried.get(name) ?? []), `${atMs} ${state} ${status ?? 'without a status'}`]);
    }
  }
  return carried;
}

async function arrivedAt(relay: Relay): Promise<Map<string, number>> {
  const arrived = new Map<string, number>();
  const count = (name: unknown): void => void arrived.set(String(name), (arrived.get(String(name)) ?? 0) + 1);
  for (const event of await relay.featureEvents()) count(event['userKey']);
  for (const event of await relay.trackingEvents())
    count(Reflect.get(event['trackingEventDetails'] as object, 'number'));
  return arrived;
}
