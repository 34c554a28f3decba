import type { Logger } from '@openfeature/core';
import type { Cancel } from '../../platform/clock.ts';
import type { EventStore } from './event-store.ts';
import type { PageLocks } from './page-locks.ts';

/** The device's store and locks, made safe: whatever fails costs one warning, and leaves events in memory. */
export interface EventDevice {
  /** Whether there is a store that works. */
  readonly keeps: boolean;
  /** Runs work on the store; `undefined` where there is none, or it failed. Begins before it returns. `from`: a store that may have failed before. */
  run<T>(work: (store: EventStore) => Promise<T>, from?: EventStore): Promise<T | undefined>;
  /** Takes a page's lock: `undefined` where a living page holds it, `unknown` where there are no locks. */
  hold(pageId: string): Promise<Cancel | 'unknown' | undefined>;
  /** Stores nothing more. */
  stop(): void;
  close(): void;
}

/** Makes an {@link EventDevice}. */
export function createEventDevice(
  store: EventStore | undefined,
  locks: PageLocks | undefined,
  logger: Logger,
): EventDevice {
  let working = store;
  let last: Promise<unknown> = Promise.resolve();
  return {
    get keeps() {
      return working !== undefined;
    },
    async run(work, from = working) {
      if (from === undefined) return undefined;
      try {
        const running = work(from);
        last = running;
        return await running;
      } catch (error) {
        if (working !== undefined) logger.warn('Events cannot be stored here; they wait in memory.', error);
        working = undefined;
        return undefined;
      }
    },
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
