import {
  createInTurn,
  decodeStoredBody,
  encodeStoredBody,
  type KeyValueStore,
  parseNames,
  type StoredBody,
  storageKey,
  storagePrefix,
} from '@goff-web/internal';
import { originSecret } from './origin-secret.ts';

/** What the stored answers belong to, besides the evaluation context. */
export interface AnswersOwner {
  readonly endpoint: string;
  readonly apiKey: string | undefined;
  readonly flagList: readonly string[];
}

/**
 * Bulk answers of the last contexts, on this device. Entries are named by a digest under a random secret of this origin, so that nothing
 * stored tells who was here; each holds the relay proxy's body as it came.
 */
export interface AnswersCache {
  /** The answers of exactly this context, when they are young enough. Unusable entries are deleted. */
  read(contextName: string): Promise<StoredBody | undefined>;
  /** Keeps the answers of a context, and lets the least recently written go beyond the limit. */
  write(contextName: string, stored: StoredBody): Promise<void>;
  /** Deletes the answers of all contexts that this key brought. */
  drop(): Promise<void>;
  /** Resolves when nothing is being written any more. */
  idle(): Promise<void>;
}

/** Makes an {@link AnswersCache}. */
export function createAnswersCache(
  store: KeyValueStore,
  owner: AnswersOwner,
  limits: { readonly maxContexts: number; readonly maxAgeMs: number },
  now: () => number,
): AnswersCache {
  const { apiKey, endpoint, flagList } = owner;
  const prefix = storagePrefix(endpoint, apiKey);
  const listName = storageKey(prefix, 'answers/list', [flagList]);
  /** The list of entries is read and written as a whole: one at a time. */
  const inTurn = createInTurn();

  const secretName = storageKey(prefix, 'secret', []);

  const entryName = (secret: string | undefined, contextName: string): string =>
    storageKey(prefix, 'answers/of', [secret, flagList, contextName]);

  return {
    async read(contextName) {
      // Made by whoever writes first: before, there is nothing to be found.
      const secret = await store.get(secretName);
      const name = entryName(secret, contextName);
      const found = decodeStoredBody(await store.get(name), now(), limits.maxAgeMs);
      if (found.kind === 'usable') return found.stored;
      if (found.kind !== 'absent') await store.delete(name);
      return undefined;
    },
    write: (contextName, stored) =>
      inTurn(async () => {
        const secret = await originSecret(store, secretName);
        const name = entryName(secret, contextName);
        const names = [...new Set([name, ...parseNames(await store.get(listName))])];
        const dropped = names.splice(limits.maxContexts);
        // The list first: an entry that is not listed could never be deleted.
        await store.set(listName, JSON.stringify(names));
        await store.set(name, encodeStoredBody(stored));
        for (const other of dropped) await store.delete(other);
      }),
    drop: () => inTurn(() => store.deleteAll(`${prefix}answers/`)),
    idle: () => inTurn(async () => undefined),
  };
}
