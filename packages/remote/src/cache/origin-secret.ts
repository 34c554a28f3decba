import { type KeyValueStore, storageKey } from '@goff-web/internal';

/**
 * A random number that this origin made for itself and keeps: without it, nobody can test whether a given user's answers are stored here.
 */
export async function originSecret(store: KeyValueStore, prefix: string): Promise<string> {
  const name = storageKey(prefix, 'secret', []);
  const kept = await store.get(name);
  if (kept !== undefined) return kept;
  const random = crypto.getRandomValues(new Uint8Array(16));
  await store.set(name, Array.from(random, (byte) => byte.toString(16).padStart(2, '0')).join(''));
  // Another tab may have done the same just now: whatever was written last is everybody's.
  return (await store.get(name)) ?? '';
}
