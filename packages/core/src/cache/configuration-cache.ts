import {
  type Clock,
  decodeStoredBody,
  encodeStoredBody,
  type KeyValueStore,
  type StoredBody,
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
  #forgotten = false;

  constructor(store: KeyValueStore, clock: Clock, maxAgeMs: number, identity: CacheIdentity) {
    this.#store = store;
    this.#clock = clock;
    this.#maxAgeMs = maxAgeMs;
    this.#key = keyOf(identity);
    this.#prefix = prefixOf(identity);
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

  /** Keeps a body that the relay proxy has just sent. */
  async save(body: string, entityTag: string, lastModifiedMs: number | undefined): Promise<void> {
    if (this.#forgotten) return;
    this.#savedAtMs = this.#clock.now();
    const entry = { body, entityTag, lastModifiedMs, savedAtMs: this.#savedAtMs };
    await this.#store.set(this.#key, encodeStoredBody(entry));
  }

  /** Notes that the relay proxy has confirmed what is stored; `body` is asked for only when the entry has to be written anew. */
  async renew(body: () => string, entityTag: string, lastModifiedMs: number | undefined): Promise<void> {
    const ageMs = this.#clock.now() - (this.#savedAtMs ?? Number.NEGATIVE_INFINITY);
    if (Math.abs(ageMs) >= this.#maxAgeMs / RENEWALS_IN_A_LIFETIME) await this.save(body(), entityTag, lastModifiedMs);
  }

  /** The engine's bytes that are kept beside the configuration, under a digest of them. */
  async readEngine(digest: string): Promise<Uint8Array<ArrayBuffer> | undefined> {
    const read = decodeStoredBody(await this.#store.get(this.#engineKey(digest)), this.#clock.now(), Infinity);
    return read.kind === 'usable' ? fromBase64(read.stored.body) : undefined;
  }

  /** Keeps the engine's bytes, in place of any other engine's. */
  async saveEngine(digest: string, bytes: ArrayBuffer): Promise<void> {
    await this.#store.deleteAll(this.#engineKey(''));
    if (this.#forgotten) return;
    const entry = { body: toBase64(bytes), entityTag: digest, lastModifiedMs: undefined, savedAtMs: this.#clock.now() };
    await this.#store.set(this.#engineKey(digest), encodeStoredBody(entry));
  }

  /** Deletes the entry; the next body is kept again. */
  async drop(): Promise<void> {
    this.#savedAtMs = undefined;
    await this.#store.delete(this.#key);
  }

  /** Goes over to the entry of another identity, and deletes the one left behind. */
  async rekey(identity: CacheIdentity): Promise<void> {
    const left = this.#key;
    const engine = this.#engineKey('');
    this.#key = keyOf(identity);
    this.#prefix = prefixOf(identity);
    this.#savedAtMs = undefined;
    if (left !== this.#key) await Promise.all([this.#store.delete(left), this.#store.deleteAll(engine)]);
  }

  /** Deletes everything that is stored for this relay proxy and key, and keeps nothing from now on, until {@link reopen}. */
  async forget(): Promise<void> {
    this.#forgotten = true;
    this.#savedAtMs = undefined;
    await this.#store.deleteAll(this.#prefix);
  }

  /** Keeps configurations again. */
  reopen(): void {
    this.#forgotten = false;
  }

  /** Lets go of handles; the next use opens them again. */
  close(): void {
    this.#store.close();
  }

  #engineKey(digest: string): string {
    return `${this.#prefix}engine/${digest}`;
  }
}

/** Stores of the application take text. */
function toBase64(bytes: ArrayBuffer): string {
  let text = '';
  for (const byte of new Uint8Array(bytes)) text += String.fromCharCode(byte);
  return btoa(text);
}

function fromBase64(base64: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
}

function prefixOf({ endpoint, apiKey }: CacheIdentity): string {
  return storagePrefix(endpoint, apiKey);
}

function keyOf(identity: CacheIdentity): string {
  return storageKey(prefixOf(identity), 'configuration', [identity.flagList]);
}
