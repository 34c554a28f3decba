import type { ApplicationStorage } from '../../storage/application-store.ts';
import { EVENTS_VERSION, type EventStore } from './event-store.ts';

/** Lists the keys in use: the application's store cannot. */
const INDEX_KEY = `goff-web/events/${EVENTS_VERSION}`;

/** Fits the application's store to the queue of events. One change follows the other, so that none overwrites another's list of keys. */
export function applicationEventStore(storage: ApplicationStorage): EventStore {
  let last: Promise<unknown> = Promise.resolve();

  async function index(): Promise<readonly string[]> {
    const text = await storage.get(INDEX_KEY);
    return typeof text === 'string' && text !== '' ? text.split('\n') : [];
  }

  return {
    change(puts, deletes) {
      const change = async (): Promise<void> => {
        for (const [key, text] of puts) await storage.set(key, text);
        const gone = new Set(deletes);
        const kept = new Set([...(await index()), ...puts.map(([key]) => key)]);
        const list = [...kept].filter((key) => !gone.has(key)).join('\n');
        await (list === '' ? storage.delete(INDEX_KEY) : storage.set(INDEX_KEY, list));
        for (const key of deletes) if (kept.has(key)) await storage.delete(key);
      };
      const changed = last.then(change, change);
      last = changed;
      return changed;
    },
    keys: async (prefix) => (await index()).filter((key) => key.startsWith(prefix)).sort(),
    read: (keys) => Promise.all(keys.map(async (key) => (await storage.get(key)) ?? undefined)),
    close: () => undefined,
  };
}
