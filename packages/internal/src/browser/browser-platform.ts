import type { Platform } from '../platform/platform.ts';
import { systemClock } from '../platform/system-clock.ts';
import { browserPage } from './browser-page.ts';
import { connectIndexedDb } from './indexed-db-connection.ts';
import { createIndexedDbStore } from './indexed-db-store.ts';
import { hasTabs, isLockHeld } from './tab-locks.ts';

/** As much as `browser-last-words.ts` leaves: a constant of both would be a third file to load. */
const MOST_LEFT_CHARACTERS = 500_000;

/** Pages and workers; what a platform lacks (Node has no IndexedDB, plain http no `crypto.subtle`) is left out. */
export const browserPlatform: Platform = /* @__PURE__ */ createBrowserPlatform();

function createBrowserPlatform(): Platform {
  return {
    clock: systemClock,
    random: () => Math.random(),
    fetch: (input, init) => globalThis.fetch(input, init),
    requestInit: {
      // The relay proxy answers every origin with `*`, which forbids credentials.
      credentials: 'omit',
      // A POST is never answered from the HTTP cache. But a request with If-None-Match gets past Chromium's cache of preflights in any other mode.
      cache: 'force-cache',
    },
    sha1Hex: globalThis.crypto?.subtle === undefined ? undefined : sha1HexByPlatform,
    page: browserPage(),
    isLockHeld: hasTabs() ? isLockHeld : undefined,
    loadWatch: () => import('./change-watch.ts'),
    openStore: hasIndexedDb() ? createIndexedDbStore : undefined,
    leaveText(storage, name, text) {
      try {
        if (typeof storage === 'object' || storage === 'memory' || text.length > MOST_LEFT_CHARACTERS) return false;
        localStorage.setItem(name, text);
        return true;
      } catch {
        // There is none, as in a worker, or it is blocked or full.
        return false;
      }
    },
    loadCourier: async (storage) => {
      const { browserCourier } = await import('./event-courier.ts');
      return browserCourier(storage, hasIndexedDb() ? connectIndexedDb : undefined);
    },
  };
}

function hasIndexedDb(): boolean {
  try {
    return Boolean(globalThis.indexedDB);
  } catch {
    // Where storage is blocked, some browsers throw at the mere mention of it: whoever opens it will learn that.
    return true;
  }
}

async function sha1HexByPlatform(bytes: Uint8Array<ArrayBuffer>): Promise<string> {
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-1', bytes));
  return Array.from(digest, (byte) => byte.toString(16).padStart(2, '0')).join('');
}
