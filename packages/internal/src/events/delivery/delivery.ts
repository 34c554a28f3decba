import type { Logger } from '@openfeature/core';
import type { Cancel, Clock } from '../../platform/clock.ts';
import type { PostEvents } from '../post-events.ts';
import { sendEvents } from '../send-events.ts';
import { type BatchName, totalOf } from './batch-name.ts';
import { createEventDevice } from './event-device.ts';
import { type Batch, createEventQueue } from './event-queue.ts';
import type { EventStore } from './event-store.ts';
import type { LastWords } from './last-words.ts';
import { sendLeftovers } from './leftover-events.ts';
import { pack } from './pack-events.ts';
import type { PageLocks } from './page-locks.ts';
import { DOUBT_MS, type RelayHealth } from './relay-health.ts';
import { retryDelayMs } from './retry-delay.ts';

/** What the delivering half is made from. */
export interface DeliveryParts {
  readonly clock: Clock;
  readonly random: () => number;
  readonly logger: Logger;
  /** Told when the device's store has failed. */
  readonly onStorageFault: (error: unknown) => void;
  readonly post: PostEvents;
  readonly health: RelayHealth;
  /** A name that no other page has. */
  readonly newPageId: () => string;
  /** Whose events these are: of one collector and one credential; then those whose leftovers are sent as well. */
  readonly owners: readonly [own: string, ...former: string[]];
  /** This many events are sent at once; twice as many are kept. */
  readonly maxPendingEvents: number;
  /** Told how many events had to go. */
  readonly onDropped: (count: number) => void;
  /** Told when the relay proxy has taken events. */
  readonly onDelivered: () => void;
}

/** What the platform lends to the delivering half. */
export interface DeliveryPlatform {
  /** `undefined` where nothing outlives the page. */
  readonly store: EventStore | undefined;
  /** `undefined` where there are none (plain http). */
  readonly locks: PageLocks | undefined;
  /** `undefined` where a page that ends can only hope that the store still takes what it writes. */
  readonly lastWords: LastWords | undefined;
}

/** Keeps events until the relay proxy has acknowledged them, and sends them. Nothing here throws or rejects. */
export interface Delivery {
  /** Takes events over, given as JSON texts. They are on the device within moments, and sent with the next flush. */
  accept(events: readonly string[]): void;
  /** How many events of this page wait. */
  readonly count: number;
  /**
   * Sends everything, and what dead pages have left. One flush at a time: while one is under way, its end is awaited. Between failures it
   * waits longer and longer, unless it is `urgent`; a rate limit is kept in any case.
   */
  flush(urgent: boolean): Promise<void>;
  /** Sends what dead pages have left. */
  sweep(): Promise<void>;
  /**
   * Sends what a closing page can still send, and leaves everything else on the device. `isEnd`: the page may never get another turn; what
   * waits now belongs to the next page.
   */
  leave(events: readonly string[], isEnd: boolean): void;
  /** Deletes every event of this owner. Nothing more is stored on the device. */
  forget(): Promise<void>;
  /** Stops everything and lets go of the device. What waits stays there. */
  close(): void;
}

/** The platform allows 65,536 bytes for all `keepalive` requests of a page together. */
const KEEPALIVE_BYTES = 64_000;
/** Two requests of this size fit: one that is under way, and the one that a closing page sends. */
const REQUEST_BYTES = 31_000;

/** Makes a {@link Delivery}. */
export function createDelivery(parts: DeliveryParts, platform: DeliveryPlatform): Delivery {
  const { clock, health, logger, onDropped, owners } = parts;
  const { lastWords } = platform;
  const limit = 2 * parts.maxPendingEvents;
  const device = createEventDevice(platform.store, platform.locks, parts);
  const now = (): number => clock.now();
  let pageId = parts.newPageId();
  const queue = createEventQueue({ device, owner: owners[0], pageId, now, limit, onDropped });
  /** Batches in requests that outlive the page, and when those began. */
  const safe = new Map<BatchName, number>();
  let failures = 0;
  let notBeforeMs = 0;
  let quietUntilMs = 0;
  let flight: Promise<void> | undefined;
  let following: Promise<void> | undefined;
  let isClosed = false;
  let cancelRetry: Cancel = () => undefined;

  /** Sends events; whether they are off our hands. */
  async function send(events: readonly string[], keepalive: boolean): Promise<boolean> {
    const { outcome, refused } = await sendEvents(parts.post, events, keepalive);
    if (refused.length > 0) logger.error(`The relay proxy refuses ${refused.length} events; they are dropped.`);
    health.note(outcome.kind === 'accepted', clock.now());
    if (outcome.kind === 'accepted') {
      failures = 0;
      notBeforeMs = 0;
      parts.onDelivered();
      return true;
    }
    // Until then, a page that ends takes the request for one that goes on: nothing counts as failed.
    await new Promise<void>((resolve) => {
      clock.schedule(resolve, DOUBT_MS);
    });
    failures += 1;
    logger[failures === 1 ? 'warn' : 'debug'](`Events wait: the relay proxy does not take them (${outcome.problem}).`);
    const { retryAfterMs = 0 } = outcome;
    const delayMs = retryAfterMs * (1 + parts.random() / 10) + retryDelayMs(failures, parts.random());
    notBeforeMs = clock.now() + delayMs;
    if (outcome.retryAfterMs !== undefined) quietUntilMs = notBeforeMs;
    cancelRetry();
    if (!isClosed) cancelRetry = clock.schedule(() => void flush(false), delayMs);
    return false;
  }

  /** Sends the events of these batches, by a request that outlives the page where the platform has room for it. */
  async function carry(batches: readonly BatchName[], events: readonly string[]): Promise<boolean> {
    if (events.length === 0) return true;
    // Another script of the page may have used the room up: then the second attempt does without.
    const isSafe = failures === 0 && totalOf([...safe.keys(), ...batches], 'bytes') <= KEEPALIVE_BYTES;
    if (isSafe) for (const batch of batches) safe.set(batch, now());
    const isSent = await send(events, isSafe);
    for (const batch of batches) safe.delete(batch);
    return isSent;
  }

  /** Sends batches of this page, and removes them where that succeeds. */
  async function sendBatches(batches: readonly Batch[]): Promise<boolean> {
    for (const batch of batches) batch.isFlying = true;
    // Read from memory where they are there: a closing page has no time for anything else.
    const events = batches.every((batch) => batch.events !== undefined)
      ? batches.flatMap((batch) => batch.events ?? [])
      : (await Promise.all(batches.map((batch) => queue.load(batch)))).flat();
    const isSent = await carry(batches, events);
    for (const batch of batches) batch.isFlying = false;
    if (isSent) queue.remove(batches);
    return isSent;
  }

  async function drain(): Promise<void> {
    for (;;) {
      const waiting = queue.batches.filter(({ isFlying }) => !isFlying);
      const [next] = pack(waiting, ({ bytes }) => bytes, REQUEST_BYTES);
      if (next === undefined) break;
      if (!(await sendBatches(next.items))) return;
    }
    await sweep();
  }

  async function sweep(): Promise<void> {
    for (const owner of owners) {
      const requestBytes = REQUEST_BYTES;
      const leftovers = { device, lastWords, owner, now, health, limit, onDropped, requestBytes, send: carry };
      if (!(await sendLeftovers(leftovers, pageId))) return;
    }
  }

  function flush(urgent: boolean): Promise<void> {
    if (clock.now() < (urgent ? quietUntilMs : notBeforeMs)) return flight ?? Promise.resolve();
    return fly(drain);
  }

  /** One flight at a time. What is asked for during one follows it: the one under way may be past what has come since. */
  function fly(work: () => Promise<void>): Promise<void> {
    if (flight !== undefined) {
      following ??= flight.then(() => {
        following = undefined;
        return fly(drain);
      });
      return following;
    }
    flight = work().finally(() => {
      flight = undefined;
    });
    return flight;
  }

  function leave(events: readonly string[], isEnd: boolean): void {
    queue.append(events);
    const state = health.state();
    // What might not arrive is left to the next page: it could arrive after all, and a second time from there.
    const isSure = state === 'answering' && failures === 0;
    const isHopeless = state === 'failing' || (device.keeps && (state === 'unknown' || failures > 0));
    if (!isHopeless && now() >= quietUntilMs) {
      const ready = queue.batches.filter((batch) => !batch.isFlying && batch.events !== undefined);
      for (const { bytes, items } of pack(ready, (batch) => batch.bytes, REQUEST_BYTES)) {
        if (totalOf(safe.keys(), 'bytes') + bytes > KEEPALIVE_BYTES) continue;
        void sendBatches(items).then((isSent) => {
          if (!isSent) queue.unsettle(items);
        });
      }
    }
    const sent = isSure ? [...safe.keys()].filter((batch) => !health.failedSince(safe.get(batch) ?? 0)) : [];
    queue.settle(sent);
    if (!isEnd) return;
    const entries = device.keeps ? queue.unsure(sent) : [];
    if (entries.length > 0) lastWords?.write(`${owners[0]}/${pageId}`, JSON.stringify(entries));
    pageId = parts.newPageId();
    queue.handOver(pageId);
  }

  return {
    accept(events) {
      queue.append(events);
      if (queue.count >= parts.maxPendingEvents) void flush(false);
    },
    get count() {
      return queue.count;
    },
    flush,
    sweep: () => flight ?? fly(sweep),
    leave,
    async forget() {
      queue.remove(queue.batches);
      for (const owner of owners) {
        for (const key of lastWords?.keys(`${owner}/`) ?? []) lastWords?.remove(key);
        // One that is full still deletes.
        const keys = await device.list(`${owner}/`, platform.store);
        if (keys.length > 0) await device.run((store) => store.change([], keys), platform.store);
      }
      device.stop();
    },
    close() {
      isClosed = true;
      cancelRetry();
      queue.settle([]);
      queue.handOver(pageId);
      device.close();
    },
  };
}
