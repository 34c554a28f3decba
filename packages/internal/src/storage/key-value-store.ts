/**
 * Text under keys. Any method may reject; whoever calls it degrades to memory then. A value that cannot be read back as it was written
 * is the caller's to detect: stores do not interpret.
 */
export interface KeyValueStore {
  get(key: string): Promise<string | undefined>;
  set(key: string, value: string): Promise<void>;
  delete(key: string): Promise<void>;
  /** Deletes every entry whose name begins with `prefix`. */
  deleteAll(prefix: string): Promise<void>;
  /** Lets go of handles; the next call opens again. */
  close(): void;
}
