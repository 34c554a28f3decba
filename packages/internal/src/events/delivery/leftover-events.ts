import {
  type BatchName,
  batchKey,
  isNote,
  nameBatch,
  readBatchNames,
  sentKey,
  totalOf,
  withNotes,
} from './batch-name.ts';
import type { EventDevice } from './event-device.ts';
import { joinEvents, splitEvents } from './event-queue.ts';
import { type Entries, type LastWords, readEntries } from './last-words.ts';
import { byteLength, pack } from './pack-events.ts';
import type { RelayHealth } from './relay-health.ts';

/** What is needed to send what dead pages have left. */
export interface LeftoverOptions {
  readonly device: EventDevice;
  readonly lastWords: LastWords | undefined;
  readonly owner: string;
  readonly now: () => number;
  readonly health: RelayHealth;
  /** How many of these events are kept at most; the oldest go. */
  readonly limit: number;
  readonly onDropped: (count: number) => void;
  /** One request carries about as much. */
  readonly requestBytes: number;
  /** Sends the events of batches; whether they are off our hands. */
  readonly send: (batches: readonly BatchName[], events: readonly string[]) => Promise<boolean>;
}

const LONGEST_AGE_MS = 7 * 24 * 60 * 60 * 1_000;
/** Without locks nobody knows whether another page lives. One that does has sent its events by then, as a rule. */
const LEFT_ALONE_MS = 300_000;
const MOST_BYTES = 10_000_000;

/**
 * Sends the events that pages which are no more have left on this device; of each such page, one living page at a time. What a closing page
 * has sent while the relay proxy was there is taken for delivered, unless it turns out to have been failing then.
 *
 * @returns `false` where the relay proxy does not take events now.
 */
export async function sendLeftovers(options: LeftoverOptions, ownPage: string): Promise<boolean> {
  const { device, lastWords, owner } = options;
  const list = async (prefix: string): Promise<ReturnType<typeof readBatchNames>> =>
    readBatchNames(owner, await device.list(prefix));
  const { names } = await list(`${owner}/`);
  const left = await dropExcess(
    options,
    names.filter(({ page }) => page !== ownPage),
  );
  const spoken = (lastWords?.keys(`${owner}/`) ?? []).map((key) => key.slice(owner.length + 1));
  for (const page of new Set([...left.map((name) => name.page), ...spoken])) {
    const hold = await device.hold(page);
    if (hold === undefined) continue;
    try {
      await hearLastWords(options, page);
      // Read again: until the lock was free the page lived, and may have noted since what it has sent.
      const { names: batches, sent } = await list(`${owner}/${page}/`);
      if (hold === 'unknown' && isRecent(batches, options.now())) continue;
      const isDone = await sendPage(options, await withoutDelivered(options, batches, sent));
      if (!isDone) return false;
    } finally {
      if (hold !== 'unknown') hold();
    }
  }
  return true;
}

/** Brings to the store what a page said when it ended. */
async function hearLastWords(options: LeftoverOptions, page: string): Promise<void> {
  const { device, lastWords, owner } = options;
  const name = `${owner}/${page}`;
  const words = lastWords?.read(name);
  const entries = words?.startsWith('{') === true ? nameEvents(options, page, words) : readEntries(words);
  if (entries.length === 0) return;
  const known = new Set([...(await device.list(`${name}/`)), ...entries.map(([key]) => key)]);
  // A note without its batch is about one that was deleted after all.
  const puts = entries.filter(([key]) => key.startsWith(`${name}/`) && (!isNote(key) || known.has(batchKey(key))));
  await device.run((store) => store.change(puts, []));
  if (device.keeps) lastWords?.remove(name);
}

/** The entries of a page that ended before it had a courier, and could leave nothing but the events themselves. */
function nameEvents({ now, owner, requestBytes }: LeftoverOptions, page: string, text: string): Entries {
  return pack(splitEvents(text), byteLength, requestBytes).map(({ bytes, items }, index) => {
    const { key } = nameBatch(owner, page, index + 1, { createdMs: now(), count: items.length, bytes });
    return [key, joinEvents(items)];
  });
}

function isRecent(batches: readonly BatchName[], nowMs: number): boolean {
  return batches.some(({ createdMs }) => nowMs - createdMs < LEFT_ALONE_MS);
}

/** Too old, too many or too large: deleted, the oldest first. Living pages keep to limits of their own. */
async function dropExcess(options: LeftoverOptions, left: readonly BatchName[]): Promise<readonly BatchName[]> {
  const nowMs = options.now();
  let count = 0;
  let bytes = 0;
  const kept: BatchName[] = [];
  const excess: BatchName[] = [];
  for (const batch of left.toReversed()) {
    count += batch.count;
    bytes += batch.bytes;
    const isKept = count <= options.limit && bytes <= MOST_BYTES && nowMs - batch.createdMs <= LONGEST_AGE_MS;
    (isKept ? kept : excess).push(batch);
  }
  if (excess.length > 0) {
    options.onDropped(totalOf(excess, 'count'));
    await discard(options.device, excess);
  }
  return kept.toReversed();
}

async function withoutDelivered(
  options: LeftoverOptions,
  batches: readonly BatchName[],
  sent: ReadonlySet<string>,
): Promise<readonly BatchName[]> {
  const noted = batches.filter(({ key }) => sent.has(key));
  const times = await options.device.run((store) => store.read(noted.map(({ key }) => sentKey(key))));
  const delivered = noted.filter((_, index) => !options.health.failedAround(Number(times?.[index])));
  await discard(options.device, delivered);
  // Whoever comes next may have no reason to doubt.
  const doubted = noted.filter((batch) => !delivered.includes(batch)).map(({ key }) => sentKey(key));
  if (doubted.length > 0) await options.device.run((store) => store.change([], doubted));
  return batches.filter((batch) => !delivered.includes(batch));
}

async function sendPage(options: LeftoverOptions, batches: readonly BatchName[]): Promise<boolean> {
  const { device, requestBytes, send } = options;
  for (const { items } of pack(batches, ({ bytes }) => bytes, requestBytes)) {
    const texts = await device.run((store) => store.read(items.map(({ key }) => key)));
    const events = (texts ?? []).flatMap(splitEvents);
    if (!(await send(items, events))) return false;
    await discard(device, items);
  }
  return true;
}

async function discard(device: EventDevice, gone: readonly BatchName[]): Promise<void> {
  const keys = withNotes(gone.map(({ key }) => key));
  if (keys.length > 0) await device.run((store) => store.change([], keys));
}
