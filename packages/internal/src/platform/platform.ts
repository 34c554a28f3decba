import type { CreateCourier } from '../events/courier.ts';
import type { StorageChoice } from '../storage/application-store.ts';
import type { KeyValueStore } from '../storage/key-value-store.ts';
import type { CreateChangeWatch } from '../stream/change-watch.ts';
import type { CreateAnswerSharing } from '../tabs/answer-sharing.ts';
import type { Clock } from './clock.ts';
import type { Page } from './page.ts';
import type { Tabs } from './tabs.ts';

/** What hears of changes and of the page's life, and what shares answers with other tabs. */
export interface Watching {
  readonly createChangeWatch: CreateChangeWatch;
  readonly createAnswerSharing: CreateAnswerSharing;
}

/** Everything that a provider needs from the place where it runs. The only door to the outside. */
export interface Platform {
  readonly clock: Clock;
  /** A number from 0 (included) to 1 (excluded). */
  readonly random: () => number;
  /** The platform's `fetch`; read at each request, so that what instruments it later is seen. */
  readonly fetch: (input: Request, init?: RequestInit) => Promise<Response>;
  /** What every request is to carry where the platform knows it: no credentials, and a cache mode that spares preflights. */
  readonly requestInit: RequestInit;
  /** SHA-1 of bytes as lower-case hexadecimal, off the main thread; `undefined` where the platform has none (plain http). */
  readonly sha1Hex: ((bytes: Uint8Array<ArrayBuffer>) => Promise<string>) | undefined;
  /** Opens the store that outlives the page; `undefined` where the platform has none. */
  readonly openStore: (() => KeyValueStore) | undefined;
  /** What happens to the page or worker; `undefined` where nothing does, as in Node. */
  readonly page: Page | undefined;
  /** Whether a tab of this browser holds the lock; `undefined` where each tab is on its own, as on plain http. May reject. */
  readonly isLockHeld: Tabs['isHeld'] | undefined;
  /** Loads what keeps flags current: a file of its own, because nobody needs it before there are flags to show. */
  readonly loadWatch: (() => Promise<Watching>) | undefined;
  /** Leaves a text to the next page of this origin. It is there when this returns `true`; `false` where there is no such place, or no room. */
  readonly leaveText?: (storage: StorageChoice, name: string, text: string) => boolean;
  /** Loads the half of the event collector that stores and sends. Rejects where nothing can be loaded, as in a service worker. */
  readonly loadCourier: (storage: StorageChoice) => Promise<CreateCourier>;
}
