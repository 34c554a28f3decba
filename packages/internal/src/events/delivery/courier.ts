import type { Cancel } from '../../platform/clock.ts';
import type { PageEvent } from '../../platform/page.ts';
import type { Courier, CourierParts } from '../courier.ts';
import { createPostEvents } from '../post-events.ts';
import { createDelivery, type Delivery, type DeliveryPlatform } from './delivery.ts';
import type { Idle } from './idle.ts';
import { createRelayHealth } from './relay-health.ts';
import { vetRecords } from './vet-tracked.ts';

/** What the platform lends to a courier. */
export interface CourierPlatform {
  readonly idle: Idle;
  /** Opens what a delivery needs; again after everything was deleted. */
  readonly openDevice: () => DeliveryPlatform;
}

/** Records wait this long for an idle moment. */
const IDLE_DEADLINE_MS = 100;
/** Without a word of the relay proxy for so long, what dead pages have left is sent all the same. */
const LONGEST_SILENCE_MS = 5_000;
const CLOSE_PATIENCE_MS = 5_000;

/** Makes the courier of one provider: takes records from its recorder, and has them delivered. */
export function createCourier(parts: CourierParts, platform: CourierPlatform): Courier {
  const { clock, encode, logger, maxPendingEvents, page, random, recorder } = parts;
  const health = createRelayHealth();
  const post = createPostEvents(parts.send, clock, parts.timeoutMs);
  let owners: [own: string, ...former: string[]] = [parts.owner()];
  let dropped = 0;
  let cancelFlush: Cancel | undefined;
  let cancelSweep: Cancel | undefined = clock.schedule(sweep, LONGEST_SILENCE_MS);
  let delivery = open();

  function open(): Delivery {
    return createDelivery(
      {
        clock,
        random,
        logger,
        post,
        health,
        owners,
        maxPendingEvents,
        newPageId: parts.newPageId,
        onDropped,
        onDelivered,
      },
      platform.openDevice(),
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
    delivery.accept(takeEvents());
  }

  function flush(isUrgent: boolean): Promise<void> {
    collect();
    return delivery.flush(isUrgent);
  }

  function sweep(): void {
    cancelSweep?.();
    cancelSweep = undefined;
    void delivery.sweep();
  }

  function onPage(event: PageEvent): void {
    if (event === 'offline') health.note(false, clock.now());
    if (event === 'online' || event === 'returned') void flush(event === 'online');
    if (event === 'hidden' || event === 'frozen' || event === 'left') delivery.leave(takeEvents(), event === 'left');
  }

  const cancelPage = page?.listen(onPage);

  return {
    onFirst() {
      platform.idle(collect, IDLE_DEADLINE_MS);
      cancelFlush ??= clock.schedule(() => {
        cancelFlush = undefined;
        void flush(false);
      }, parts.flushIntervalMs);
    },
    note(isAnswered, atMs) {
      health.note(isAnswered, atMs);
      if (cancelSweep !== undefined) sweep();
    },
    flush: () => flush(true),
    rekey() {
      const owner = parts.owner();
      if (owner === owners[0]) return;
      collect();
      owners = [owner, ...owners];
      delivery.close();
      delivery = open();
    },
    async forget() {
      recorder.take();
      await delivery.forget();
    },
    resume() {
      delivery.close();
      delivery = open();
    },
    async close() {
      cancelPage?.();
      cancelSweep?.();
      cancelFlush?.();
      let cancelPatience: Cancel = () => undefined;
      const patience = new Promise<void>((resolve) => {
        cancelPatience = clock.schedule(resolve, CLOSE_PATIENCE_MS);
      });
      await Promise.race([flush(true), patience]);
      cancelPatience();
      delivery.close();
    },
  };
}
