import { type KeyValueStore, storageKey } from '@goff-web/internal';

/**
 * A random number that this origin made for itself and keeps: without it, nobody can test whether a given user's answers are stored here.
 */
export async function originSecret(store: KeyValueStore, prefix: string): Promise<string> {
  const name = storageKey(prefix, 'secret', []);
  const kept = await store.get(name);
  if (kept !== undefined) return kept;
  await store.set(name, crypto.getRandomValues(new Uint32Array(4)).join());
  // Another tab may have done the same just now: whatever was written last is everybody's.
  return (await store.get(name)) ?? '';
}
