import type { Logger } from '@openfeature/core';
import type { Cancel, Clock } from '../../platform/clock.ts';
import type { EventStore } from './event-store.ts';
import type { PageLocks } from './page-locks.ts';

/** The device's store and locks, made safe: whatever fails is told, and leaves events in memory. */
export interface EventDevice {
  /** Whether there is a store that works. */
  readonly keeps: boolean;
  /** Runs work on the store; `undefined` where there is none, or it failed. Begins before it returns. `from`: a store that has failed, perhaps. */
  run<T>(work: (store: EventStore) => Promise<T>, from?: EventStore): Promise<T | undefined>;
  /** All keys that begin with `prefix`; none where the device does not say. `from` as with {@link EventDevice.run}. */
  list(prefix: string, from?: EventStore): Promise<readonly string[]>;
  /** Takes a page's lock: `undefined` where a living page holds it, `unknown` where there are no locks. */
  hold(pageId: string): Promise<Cancel | 'unknown' | undefined>;
  /** Stores nothing more. */
  stop(): void;
  close(): void;
}

/** What is needed besides the store and the locks. */
export interface EventDeviceParts {
  readonly clock: Clock;
  readonly logger: Logger;
  /** Told when the store has failed: events wait in memory then. */
  readonly onStorageFault: (error: unknown) => void;
}

/** Opening a blocked IndexedDB can hang for ever; nobody waits longer than this. */
const PATIENCE_MS = 5_000;

/** Makes an {@link EventDevice}. */
export function createEventDevice(
  store: EventStore | undefined,
  locks: PageLocks | undefined,
  { clock, logger, onStorageFault }: EventDeviceParts,
): EventDevice {
  let working = store;
  let last: Promise<unknown> = Promise.resolve();

  async function run<T>(work: (opened: EventStore) => Promise<T>, from = working): Promise<T | undefined> {
    if (from === undefined) return undefined;
    try {
      const running = work(from);
      last = running;
      return await running;
    } catch (error) {
      if (working !== undefined) onStorageFault(error);
      working = undefined;
      return undefined;
    }
  }

  return {
    get keeps() {
      return working !== undefined;
    },
    run,
    list: (prefix, from) =>
      new Promise((resolve) => {
        const cancel = clock.schedule(() => resolve([]), PATIENCE_MS);
        void run((opened) => opened.keys(prefix), from).then((keys = []) => {
          cancel();
          resolve(keys);
        });
      }),
    async hold(pageId) {
      try {
        return locks === undefined ? 'unknown' : await locks.tryHold(`goff-web/events/${pageId}`);
      } catch (error) {
        logger.debug('Locks do not work here.', error);
        return 'unknown';
      }
    },
    stop() {
      working = undefined;
    },
    close() {
      const close = (): void => store?.close();
      void last.then(close, close);
    },
  };
}
