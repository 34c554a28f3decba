import { createFakeClock, type FakeClock } from '../../platform/fake-clock.ts';
import { aLogger, type KeepingLogger } from '../../testing/a-logger.ts';
import { createDelivery, type Delivery } from '../delivery/delivery.ts';
import { createRelayHealth, type RelayHealth } from '../delivery/relay-health.ts';
import { createMemoryDevice, type MemoryDevice } from './memory-device.ts';
import { createScriptedCollector, type ScriptedCollector } from './scripted-collector.ts';

/** One page of the device. */
export interface DeliveringPage {
  readonly delivery: Delivery;
  readonly health: RelayHealth;
  /** How many events had to go. */
  readonly dropped: () => number;
}

/** What is other than usual in a page. */
export interface DeliveringPageOptions {
  readonly maxPendingEvents?: number;
  readonly owners?: readonly [string, ...string[]];
  readonly store?: undefined;
  readonly locks?: undefined;
}

/** Pages of one device on fakes, and everything that a test looks at or turns. */
export interface DeliveryBench {
  readonly clock: FakeClock;
  readonly device: MemoryDevice;
  readonly collector: ScriptedCollector;
  readonly logger: KeepingLogger;
  /** A page of this device; `answering`: it has heard of the relay proxy just now. */
  aPage(options?: DeliveringPageOptions, answering?: boolean): DeliveringPage;
  /** Lets everything go on that waits for no timer. */
  settle(): Promise<void>;
}

/** An event of so many bytes. */
export function anEvent(name: string, bytes = 0): string {
  return `"${name}${'.'.repeat(Math.max(0, bytes - name.length - 2))}"`;
}

/** Makes a {@link DeliveryBench}. */
export function createDeliveryBench(): DeliveryBench {
  const clock = createFakeClock();
  const device = createMemoryDevice();
  const collector = createScriptedCollector();
  const logger = aLogger();
  let pages = 0;
  return {
    clock,
    device,
    collector,
    logger,
    aPage(options = {}, answering = true) {
      const health = createRelayHealth(clock, () => undefined);
      if (answering) health.note(true, clock.now());
      let dropped = 0;
      const delivery = createDelivery(
        {
          clock,
          random: () => 0,
          logger,
          onStorageFault: () => logger.warn('Storage does not work here.'),
          post: collector.post,
          health,
          newPageId: () => {
            pages += 1;
            return `page${pages}`;
          },
          owners: options.owners ?? ['mine'],
          maxPendingEvents: options.maxPendingEvents ?? 1_000,
          onDropped: (count) => {
            dropped += count;
          },
          onDelivered: () => undefined,
        },
        {
          store: 'store' in options ? undefined : device.store,
          locks: 'locks' in options ? undefined : device.locks,
          lastWords: device.lastWords,
        },
      );
      return { delivery, health, dropped: () => dropped };
    },
    settle: () => clock.advance(0),
  };
}
