/** Version of the form in which events are stored. Another version's are never read. */
export const EVENTS_VERSION = 1;

/** Texts under keys that outlive the page. Any method may reject; the queue then goes on in memory. */
export interface EventStore {
  /** Writes and deletes in one transaction, and has it under way before it returns where the store is open: a closing page gives no second turn. */
  change(puts: readonly (readonly [key: string, text: string])[], deletes: readonly string[]): Promise<void>;
  /** All keys that begin with `prefix`, sorted. */
  keys(prefix: string): Promise<readonly string[]>;
  read(keys: readonly string[]): Promise<readonly (string | undefined)[]>;
  /** Lets go of handles; the next call opens again. */
  close(): void;
}
