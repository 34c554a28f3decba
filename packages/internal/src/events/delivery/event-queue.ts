import type { Cancel } from '../../platform/clock.ts';
import { type BatchName, nameBatch, sentKey, totalOf, withNotes } from './batch-name.ts';
import type { EventDevice } from './event-device.ts';
import type { Entries } from './last-words.ts';
import { byteLength, pack } from './pack-events.ts';

/** Events that were written down together, and stay together. */
export interface Batch extends BatchName {
  /** `undefined` once they are on the device and memory is short. */
  events: readonly string[] | undefined;
  isStored: boolean;
  /** The device has said that it is stored. */
  isSure: boolean;
  isFlying: boolean;
}

/** What a queue is made from. */
export interface EventQueueOptions {
  readonly device: EventDevice;
  readonly owner: string;
  readonly pageId: string;
  readonly now: () => number;
  /** How many events are kept at most; the oldest go. */
  readonly limit: number;
  readonly onDropped: (count: number) => void;
}

/** The events of this page that the relay proxy has not acknowledged, in memory and on the device. */
export interface EventQueue {
  /** Oldest first. */
  readonly batches: readonly Batch[];
  /** How many events there are. */
  readonly count: number;
  /** Appends events, given as JSON texts. They are on the device a moment later. */
  append(events: readonly string[]): void;
  /** The events of a batch; none where the device has lost them. */
  load(batch: Batch): Promise<readonly string[]>;
  remove(gone: readonly Batch[]): void;
  /** Stores at once what is not stored yet, and notes that `sent` were sent now. For a page that closes. */
  settle(sent: readonly BatchName[]): void;
  /** Everything that the device has been told, and not confirmed; with notes that `sent` were sent now. */
  unsure(sent: readonly BatchName[]): Entries;
  /** Takes the notes back. */
  unsettle(sent: readonly Batch[]): void;
  /** Leaves to the next page what is on the device. What is appended later belongs to a page of that name. */
  handOver(pageId: string): void;
}

/** Two of them fit into one page's budget for `keepalive`. */
const BATCH_BYTES = 30_000;
/** Texts beyond this are kept on the device only. */
const MEMORY_BYTES = 500_000;
const QUEUE_BYTES = 10_000_000;

/** The form in which a batch is stored: JSON has no line break of its own. */
export function joinEvents(events: readonly string[]): string {
  return events.join('\n');
}

/** Reads what {@link joinEvents} wrote. */
export function splitEvents(text: string | undefined): readonly string[] {
  return text === undefined || text === '' ? [] : text.split('\n');
}

/** Makes an {@link EventQueue}. */
export function createEventQueue(options: EventQueueOptions): EventQueue {
  const { device, limit, now, onDropped, owner } = options;
  let { pageId } = options;
  let batches: Batch[] = [];
  let made = 0;
  /** Deleted, as far as this page goes. */
  const going = new Set<string>();
  let held: Promise<Cancel | 'unknown' | undefined> | undefined;

  function remove(gone: readonly Batch[]): void {
    const isGone = new Set(gone);
    batches = batches.filter((batch) => !isGone.has(batch));
    const keys = gone.filter(({ isStored }) => isStored).map(({ key }) => key);
    for (const key of keys) going.add(key);
    if (keys.length > 0)
      void device
        .run((store) => store.change([], withNotes(keys)))
        .then(() => {
          for (const key of keys) going.delete(key);
        });
    if (batches.length === 0) release();
  }

  function release(): void {
    void held?.then((cancel) => typeof cancel === 'function' && cancel());
    held = undefined;
  }

  function keepWithinLimits(): void {
    let count = totalOf(batches, 'count');
    let bytes = totalOf(batches, 'bytes');
    const excess = batches.filter((batch) => {
      if ((count <= limit && bytes <= QUEUE_BYTES) || batch.isFlying) return false;
      count -= batch.count;
      bytes -= batch.bytes;
      return true;
    });
    if (excess.length === 0) return;
    remove(excess);
    onDropped(totalOf(excess, 'count'));
  }

  /** The lock comes first: without it, another page would take the batch for one of a dead page. */
  async function persist(): Promise<void> {
    held ??= device.hold(pageId);
    await held;
    write([]);
  }

  function write(notes: Entries): void {
    const fresh = batches.filter(({ isStored }) => !isStored);
    if (!device.keeps || fresh.length + notes.length === 0) return;
    for (const batch of fresh) batch.isStored = true;
    void device
      .run((open) => open.change([...entriesOf(fresh), ...notes], []))
      .then(() => {
        for (const batch of fresh) batch.isSure = true;
        spareMemory();
      });
  }

  function entriesOf(some: readonly Batch[]): Entries {
    return some.map(({ key, events = [] }) => [key, joinEvents(events)] as const);
  }

  function notesOf(keys: readonly string[]): Entries {
    const text = String(now());
    return keys.map((key) => [sentKey(key), text] as const);
  }

  function spareMemory(): void {
    if (!device.keeps) return;
    let bytes = 0;
    for (const batch of batches) {
      bytes += batch.bytes;
      if (batch.isStored && bytes > MEMORY_BYTES) batch.events = undefined;
    }
  }

  return {
    get batches() {
      return batches;
    },
    get count() {
      return totalOf(batches, 'count');
    },
    append(events) {
      if (events.length === 0) return;
      const createdMs = now();
      for (const { bytes, items } of pack(events, byteLength, BATCH_BYTES)) {
        made += 1;
        const name = nameBatch(owner, pageId, made, { createdMs, count: items.length, bytes });
        batches.push({ ...name, events: items, isStored: false, isSure: false, isFlying: false });
      }
      keepWithinLimits();
      if (device.keeps) void persist();
    },
    async load(batch) {
      return batch.events ?? splitEvents((await device.run((store) => store.read([batch.key])))?.[0]);
    },
    remove,
    settle(sent) {
      write(notesOf(sent.map(({ key }) => key)));
    },
    unsure(sent) {
      return [
        ...entriesOf(batches.filter(({ isSure }) => !isSure)),
        ...notesOf([...sent.map(({ key }) => key), ...going]),
      ];
    },
    unsettle(sent) {
      const keys = sent.filter(({ isStored }) => isStored).map(({ key }) => sentKey(key));
      if (keys.length > 0) void device.run((store) => store.change([], keys));
    },
    handOver(nextPageId) {
      if (device.keeps) batches = [];
      release();
      pageId = nextPageId;
      made = 0;
    },
  };
}
