import type { Cancel } from '../../platform/clock.ts';
import type { PageEvent } from '../../platform/page.ts';
import type { Tabs } from '../../platform/tabs.ts';
import type { Courier, CourierParts } from '../courier.ts';
import { createPostEvents } from '../post-events.ts';
import { createDelivery, type Delivery, type DeliveryPlatform } from './delivery.ts';
import { createForgetLine } from './forget-line.ts';
import type { Idle } from './idle.ts';
import { createRelayHealth } from './relay-health.ts';
import { vetRecords } from './vet-tracked.ts';

/** What the platform lends to a courier. */
export interface CourierPlatform {
  readonly idle: Idle;
  /** Whether the device has a network, as far as it knows. */
  readonly isOnline: () => boolean;
  /** Opens what a delivery needs; again after everything was deleted. `pageEnd` is aborted while the page has been left. */
  readonly openDevice: (pageEnd: () => AbortSignal) => DeliveryPlatform;
  /** Opens a line to the other tabs of this browser; `undefined` where there is none, or nothing outlives a page. */
  readonly openLine: Tabs['openChannel'] | undefined;
}

/** Records are written down in the first idle moment after they have gathered, and in any case so long after the first of them. */
const IDLE_DEADLINE_MS = 100;
const GATHER_MS = 40;
/** Without a word of the relay proxy for so long, what dead pages have left is sent all the same. */
const LONGEST_SILENCE_MS = 5_000;
/** So often a page looks for what others have left: tabs that were closed beside it, for one. */
const SWEEP_INTERVAL_MS = 60_000;
const CLOSE_PATIENCE_MS = 5_000;

/** Makes the courier of one provider: takes records from its recorder, and has them delivered. */
export function createCourier(parts: CourierParts, platform: CourierPlatform): Courier {
  const { clock, encode, logger, maxPendingEvents, page, random, recorder } = parts;
  const health = createRelayHealth(clock, () => {
    if (!isSwept) sweep();
  });
  const post = createPostEvents(parts.send, clock, parts.timeoutMs);
  let owners: [own: string, ...former: string[]] = [parts.owner()];
  let dropped = 0;
  let cancelFlush: Cancel | undefined;
  let cancelGathering: Cancel = () => undefined;
  let isSwept = false;
  let isClosed = false;
  /** Aborted while the page has been left: it is hidden next, and has a few turns more. */
  let pageEnd = new AbortController();
  let cancelSweep: Cancel = clock.schedule(sweep, LONGEST_SILENCE_MS);
  let delivery = open();

  function open(): Delivery {
    return createDelivery(
      {
        clock,
        random,
        logger,
        onStorageFault: parts.onStorageFault,
        post,
        health,
        owners,
        maxPendingEvents,
        newPageId: parts.newPageId,
        onDropped,
        onDelivered,
      },
      platform.openDevice(() => pageEnd.signal),
    );
  }

  function onDropped(count: number): void {
    if (count === 0) return;
    if (dropped === 0) logger.warn('More events wait than "maxPendingEvents" twice; the oldest are dropped.');
    dropped += count;
  }

  function onDelivered(): void {
    if (dropped > 0) logger.warn(`${dropped} events were dropped before the relay proxy took events again.`);
    dropped = 0;
  }

  function takeEvents(): readonly string[] {
    onDropped(recorder.dropped);
    recorder.dropped = 0;
    return encode(vetRecords(recorder.take(), logger));
  }

  function collect(): void {
    // An idle moment that was asked for before: what is recorded now belongs to the courier of the next start.
    if (isClosed) return;
    if (pageEnd.signal.aborted) delivery.leave(takeEvents(), true);
    else delivery.accept(takeEvents());
  }

  function flush(isUrgent: boolean): Promise<void> {
    collect();
    return delivery.flush(isUrgent);
  }

  function flushInTime(): void {
    cancelFlush ??= clock.schedule(() => {
      cancelFlush = undefined;
      void flush(false);
    }, parts.flushIntervalMs);
  }

  /** At the start as soon as there is a word of the relay proxy, then from time to time. */
  function sweep(): void {
    isSwept = true;
    cancelSweep();
    cancelSweep = clock.schedule(sweep, SWEEP_INTERVAL_MS);
    void delivery.sweep();
  }

  function onPage(event: PageEvent): void {
    if (event === 'offline') health.noteOffline();
    if (event === 'left') pageEnd.abort();
    if (event === 'returned') pageEnd = new AbortController();
    if (event === 'online' || event === 'returned') void flush(event === 'online');
    if (event !== 'hidden' && event !== 'frozen' && event !== 'left') return;
    // The event that says so may come too late.
    if (!platform.isOnline()) health.noteOffline();
    delivery.leave(takeEvents(), pageEnd.signal.aborted);
  }

  async function forget(): Promise<void> {
    recorder.take();
    await delivery.forget();
  }

  const line = createForgetLine(platform.openLine, page, () => {
    void parts.forgetRest();
    void forget();
  });
  line.join(owners[0]);
  const cancelPage = page?.listen(onPage);
  if (parts.lastNote !== undefined) health.note(...parts.lastNote);
  if (parts.lastStream !== undefined) health.noteStream(parts.lastStream);
  if (recorder.size > 0) {
    // It was recorded before this came, and has waited long enough.
    collect();
    flushInTime();
  }

  return {
    onFirst() {
      cancelGathering();
      if (page?.hidden() === true) platform.idle(collect, 0);
      else cancelGathering = clock.schedule(() => platform.idle(collect, IDLE_DEADLINE_MS - GATHER_MS), GATHER_MS);
      flushInTime();
    },
    note(isAnswered, atMs) {
      health.note(isAnswered, atMs);
    },
    noteStream: (state) => health.noteStream(state),
    flush: () => flush(true),
    rekey() {
      const owner = parts.owner();
      if (owner === owners[0]) return;
      collect();
      owners = [owner, ...owners];
      line.join(owner);
      delivery.close();
      delivery = open();
    },
    forget(isForAll) {
      if (isForAll) line.tell();
      return forget();
    },
    resume() {
      delivery.close();
      delivery = open();
    },
    async close() {
      cancelPage?.();
      line.close();
      // There is no time for what others have left.
      isSwept = true;
      cancelSweep();
      cancelFlush?.();
      cancelGathering();
      let cancelPatience: Cancel = () => undefined;
      const patience = new Promise<void>((resolve) => {
        cancelPatience = clock.schedule(resolve, CLOSE_PATIENCE_MS);
      });
      const flushed = flush(true);
      isClosed = true;
      await Promise.race([flushed, patience]);
      cancelPatience();
      delivery.close();
    },
  };
}
