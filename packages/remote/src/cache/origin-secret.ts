import type { KeyValueStore } from '@goff-web/internal';

/**
 * A random number that this origin made for itself and keeps under `name`: without it, nobody can test whether a given user's answers are stored
 * here. `undefined` where it is deleted in the same moment.
 */
export async function originSecret(store: KeyValueStore, name: string): Promise<string | undefined> {
  const kept = await store.get(name);
  if (kept !== undefined) return kept;
  await store.set(name, crypto.getRandomValues(new Uint32Array(4)).join());
  // Another tab may have done the same just now: whatever was written last is everybody's.
  return store.get(name);
}
