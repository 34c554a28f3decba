import type { Clock } from '../platform/clock.ts';
import type { KeyValueStore } from './key-value-store.ts';
import { createMemoryStore } from './memory-store.ts';

/** Opening a blocked IndexedDB can hang for ever; nobody waits longer than this. */
const PATIENCE_MS = 2_000;

/**
 * Makes a store that never rejects and never hangs: at the first fault of the inner one it goes on in memory, and `onFault` is told of each.
 * Private windows, blocked storage, exhausted quota and broken databases end here.
 */
export function createSafeStore(inner: KeyValueStore, onFault: (error: unknown) => void, clock: Clock): KeyValueStore {
  const memory = createMemoryStore();
  let broken = false;

  /** What deletes is tried in any case: a full store still does, and nothing may stay that is to be forgotten. */
  async function attempt<T>(operation: (store: KeyValueStore) => Promise<T>, isTried = !broken): Promise<T> {
    const remembered = broken ? operation(memory) : undefined;
    try {
      if (isTried) return await withinPatience(operation);
    } catch (error) {
      onFault(error);
      broken = true;
    }
    return remembered ?? operation(memory);
  }

  function withinPatience<T>(operation: (store: KeyValueStore) => Promise<T>): Promise<T> {
    return new Promise((resolve, reject) => {
      const cancel = clock.schedule(() => reject(new Error(`no answer within ${PATIENCE_MS} ms`)), PATIENCE_MS);
      operation(inner).then(resolve, reject).finally(cancel);
    });
  }

  return {
    get: (key) => attempt((store) => store.get(key)),
    set: (key, value) => attempt((store) => store.set(key, value)),
    delete: (key) => attempt((store) => store.delete(key), true),
    deleteAll: (prefix) => attempt((store) => store.deleteAll(prefix), true),
    close: () => inner.close(),
  };
}
