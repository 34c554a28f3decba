import {
  type Cancel,
  type Clock,
  decodeStoredBody,
  type EntityTag,
  encodeStoredBody,
  type KeyValueStore,
  type StoredBody,
  type StoredValue,
  storageKey,
  storagePrefix,
} from '@goff-web/internal';

/** What a stored configuration belongs to. Each has an entry of its own. */
export interface CacheIdentity {
  readonly endpoint: string;
  readonly apiKey: string | undefined;
  readonly flagList: readonly string[];
}

/** A configuration that is confirmed again and again is written again only so often: for its age, a fraction of the time it may live. */
const RENEWALS_IN_A_LIFETIME = 20;

/** The last configuration, kept on the device. Never rejects, given a store that does not. */
export class ConfigurationCache {
  readonly #store: KeyValueStore;
  readonly #clock: Clock;
  readonly #maxAgeMs: number;
  #key: string;
  #prefix: string;
  #savedAtMs: number | undefined;
  /** Writes what is not on the device yet. */
  #write: (() => Promise<void>) | undefined;
  #cancelWrite: Cancel = () => undefined;
  #forgotten = false;

  constructor(store: KeyValueStore, clock: Clock, maxAgeMs: number, identity: CacheIdentity) {
    this.#store = store;
    this.#clock = clock;
    this.#maxAgeMs = maxAgeMs;
    this.#prefix = prefixOf(identity);
    this.#key = keyOf(this.#prefix, identity);
  }

  /** Reads the entry. One that is too old, cut or foreign is deleted. */
  async read(): Promise<StoredBody | undefined> {
    if (this.#forgotten) return undefined;
    const key = this.#key;
    const read = decodeStoredBody(await this.#store.get(key), this.#clock.now(), this.#maxAgeMs);
    if (read.kind === 'usable') {
      if (key === this.#key) this.#savedAtMs = read.stored.savedAtMs;
      return read.stored;
    }
    if (read.kind !== 'absent') await this.#store.delete(key);
    return undefined;
  }

  /** Keeps a body that the relay proxy has just sent; not at once: whoever waits for what is in it shall not wait for this. */
  save(body: string, name: EntityTag, lastModifiedMs: number | undefined): void {
    this.#cancelSave();
    if (this.#forgotten) return;
    const savedAtMs = this.#clock.now();
    this.#savedAtMs = savedAtMs;
    const write = async (): Promise<void> => {
      this.#cancelWrite();
      const entityTag = await name();
      // Something else is to be written meanwhile, or nothing.
      if (this.#write !== write) return;
      await this.#store.set(this.#key, encodeStoredBody({ body, entityTag, lastModifiedMs, savedAtMs }));
      if (this.#write === write) this.#write = undefined;
    };
    this.#write = write;
    this.#cancelWrite = this.#clock.schedule(write, 0);
  }

  /** Notes that the relay proxy has confirmed what is stored; `body` is asked for only when the entry has to be written anew. */
  renew(body: () => string, entityTag: EntityTag, lastModifiedMs: number | undefined): void {
    const ageMs = this.#clock.now() - (this.#savedAtMs ?? Number.NEGATIVE_INFINITY);
    if (Math.abs(ageMs) >= this.#maxAgeMs / RENEWALS_IN_A_LIFETIME) this.save(body(), entityTag, lastModifiedMs);
  }

  /** The engine that is kept beside the configuration, under a digest of its bytes. */
  readEngine(digest: string): Promise<StoredValue | undefined> {
    return this.#store.get<StoredValue>(this.#engineKey(digest));
  }

  /** Keeps an engine, in place of any other. */
  async saveEngine(digest: string, engine: StoredValue): Promise<void> {
    await this.#store.deleteAll(this.#engineKey(''));
    if (!this.#forgotten) await this.#store.set(this.#engineKey(digest), engine);
  }

  /** Deletes the entry; the next body is kept again. */
  async drop(): Promise<void> {
    this.#disown();
    await this.#store.delete(this.#key);
  }

  /** Goes over to the entry of another identity, and deletes the one left behind. */
  async rekey(identity: CacheIdentity): Promise<void> {
    const left = this.#key;
    const engine = this.#engineKey('');
    this.#disown();
    this.#prefix = prefixOf(identity);
    this.#key = keyOf(this.#prefix, identity);
    if (left !== this.#key) await Promise.all([this.#store.delete(left), this.#store.deleteAll(engine)]);
  }

  /** Deletes everything that is stored for this relay proxy and key, and keeps nothing from now on, until {@link reopen}. */
  async forget(): Promise<void> {
    this.#disown();
    this.#forgotten = true;
    await this.#store.deleteAll(this.#prefix);
  }

  /** Keeps configurations again. */
  reopen(): void {
    this.#forgotten = false;
  }

  /** Writes what is to be kept and lets go of handles; the next use opens them again. */
  async close(): Promise<void> {
    await this.#write?.();
    this.#store.close();
  }

  /** What is stored is not ours any more, and what is about to be is not stored. */
  #disown(): void {
    this.#cancelSave();
    this.#savedAtMs = undefined;
  }

  #cancelSave(): void {
    this.#cancelWrite();
    this.#write = undefined;
  }

  #engineKey(digest: string): string {
    return `${this.#prefix}engine/${digest}`;
  }
}

function prefixOf({ endpoint, apiKey }: CacheIdentity): string {
  return storagePrefix(endpoint, apiKey);
}

function keyOf(prefix: string, { flagList }: CacheIdentity): string {
  return storageKey(prefix, 'configuration', [flagList]);
}
