/** What is stored: text, and where the store is not the application's own, bytes as well. */
export type StoredValue = string | ArrayBuffer;

/**
 * Values under keys. Any method may reject; whoever calls it degrades to memory then. A value that cannot be read back as it was written
 * is the caller's to detect: stores do not interpret.
 */
export interface KeyValueStore {
  /** What lies under a key, as whoever wrote it knows it. It may have been replaced by anything at all. */
  get<T extends StoredValue = string>(key: string): Promise<T | undefined>;
  set(key: string, value: StoredValue): Promise<void>;
  delete(key: string): Promise<void>;
  /** Deletes every entry whose name begins with `prefix`. */
  deleteAll(prefix: string): Promise<void>;
  /** Lets go of handles; the next call opens again. */
  close(): void;
}
