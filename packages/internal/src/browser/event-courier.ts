// Loaded when a provider has started, so that no page waits for it: everything that stores and sends events.
import type { CreateCourier } from '../events/courier.ts';
import { applicationEventStore } from '../events/delivery/application-event-store.ts';
import { createCourier } from '../events/delivery/courier.ts';
import type { EventStore } from '../events/delivery/event-store.ts';
import type { Tabs } from '../platform/tabs.ts';
import type { StorageChoice } from '../storage/application-store.ts';
import { browserIdle } from './browser-idle.ts';
import { browserLastWords } from './browser-last-words.ts';
import { browserLocks } from './browser-locks.ts';
import { type ConnectIndexedDb, createIndexedDbEventStore } from './indexed-db-event-store.ts';

/** Makes couriers for pages and workers. `connect` is `undefined` where there is no IndexedDB. */
export function browserCourier(storage: StorageChoice, connect: ConnectIndexedDb | undefined): CreateCourier {
  const openStore = (): EventStore | undefined => {
    if (typeof storage === 'object') return applicationEventStore(storage);
    return storage === 'memory' || connect === undefined ? undefined : createIndexedDbEventStore(connect);
  };
  return (parts) =>
    createCourier(parts, {
      idle: browserIdle,
      isOnline,
      openLine: connect === undefined || typeof BroadcastChannel !== 'function' ? undefined : openLine,
      openDevice: (pageEnd) => ({
        store: openStore(),
        locks: browserLocks(pageEnd),
        // Where the application stores for itself, nothing is put elsewhere.
        lastWords: storage === 'indexeddb' || storage === undefined ? browserLastWords() : undefined,
      }),
    });
}

/** As `browser-tabs.ts` opens channels, which is in a file of its own for visitors: code of both would be a third file, and one more request. */
const openLine: Tabs['openChannel'] = (name, hear) => {
  const channel = new BroadcastChannel(name);
  channel.onmessage = ({ data }) => hear(data);
  return {
    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a channel has none
    post: (message) => channel.postMessage(message),
    close: () => channel.close(),
  };
};

function isOnline(): boolean {
  // Not everywhere where this runs is there a navigator, and not every one knows.
  const { navigator } = globalThis as { readonly navigator?: { readonly onLine?: boolean } };
  return navigator?.onLine ?? true;
}
