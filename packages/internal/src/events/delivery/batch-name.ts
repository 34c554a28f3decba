/** Everything about a stored batch that can be known without reading it. */
export interface BatchName {
  readonly key: string;
  /** The page that recorded it. */
  readonly page: string;
  /** Unix time in milliseconds. */
  readonly createdMs: number;
  readonly count: number;
  readonly bytes: number;
}

/** Where the time is noted at which a closing page has sent a batch. */
const SENT = '/sent';

/** Names a batch; names of one page sort as they were made. */
export function nameBatch(
  owner: string,
  page: string,
  number: number,
  batch: Omit<BatchName, 'key' | 'page'>,
): BatchName {
  const order = String(number).padStart(9, '0');
  return { ...batch, page, key: [owner, page, order, batch.createdMs, batch.count, batch.bytes].join('/') };
}

/** The key of a batch's note that it was sent. */
export function sentKey(key: string): string {
  return key + SENT;
}

/** Whether a key is one of a note, and not of a batch. */
export function isNote(key: string): boolean {
  return key.endsWith(SENT);
}

/** The key of the batch that a note is about. */
export function batchKey(key: string): string {
  return key.slice(0, -SENT.length);
}

/** Everything that is stored under the keys of batches: they themselves, and the notes that they were sent. */
export function withNotes(keys: readonly string[]): readonly string[] {
  return keys.flatMap((key) => [key, sentKey(key)]);
}

/** How many events batches hold together, or how many bytes. */
export function totalOf(batches: Iterable<BatchName>, measure: 'bytes' | 'count'): number {
  let total = 0;
  for (const batch of batches) total += batch[measure];
  return total;
}

/** What the keys of one owner say: the batches, oldest first, and which of them have been sent. Foreign keys are passed over. */
export function readBatchNames(owner: string, keys: readonly string[]): { names: BatchName[]; sent: Set<string> } {
  const names: BatchName[] = [];
  const sent = new Set<string>();
  for (const key of keys) {
    const [page = '', , createdMs, count, bytes, note] = key.slice(owner.length + 1).split('/');
    if (note !== undefined) sent.add(batchKey(key));
    else if (bytes !== undefined) {
      names.push({ key, page, createdMs: Number(createdMs), count: Number(count), bytes: Number(bytes) });
    }
  }
  return { names: names.sort((left, right) => left.createdMs - right.createdMs), sent };
}
