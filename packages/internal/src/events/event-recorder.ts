import type { ContextLike } from '../context/snapshot-context.ts';
import type { EventRecord } from './event-record.ts';

/** What a recorder is made from. */
export interface EventRecorderOptions {
  readonly now: () => number;
  /** How many records wait here at most; the oldest go. */
  readonly limit: number;
  /** Milliseconds in which an unchanged exposure is recorded once; `0` records every one. */
  readonly exposureWindowMs: number;
  /** When somebody else recorded the same exposure, in Unix milliseconds: the server that rendered the page. */
  readonly exposedAt?: (context: ContextLike, key: string, variation: string) => number | undefined;
  /** Told when the first record has come after the buffer was emptied. */
  readonly onFirst: () => void;
}

/** The buffer that evaluations write to. Nothing in it is written as text, or stored: that is for later. */
export interface EventRecorder {
  /** How many records had to go. The reader sets it back. */
  dropped: number;
  readonly size: number;
  exposure(
    context: ContextLike,
    key: string,
    variation: string,
    value: unknown,
    isFailed: boolean,
    version: string,
  ): void;
  tracked(context: ContextLike, name: string, details: unknown): void;
  /** Hands over everything that waits. */
  take(): EventRecord[];
  /** Puts back in front what could not be sent. */
  putBack(records: readonly EventRecord[]): void;
  /** Lets every exposure count as changed: the configuration is another. */
  forgetWindow(): void;
}

/** What an event calls a user without a targeting key; GO Feature Flag's exporters know it by this name. */
const NO_KEY = 'undefined-targetingKey';
/** An application that never stops changing its user must not fill the memory. */
const MOST_REMEMBERED = 10_000;

/** Makes an {@link EventRecorder}. */
export function createEventRecorder(options: EventRecorderOptions): EventRecorder {
  const { exposureWindowMs, limit, now, onFirst } = options;
  /** When each exposure was last recorded. */
  const recent = new Map<string, number>();
  let waiting: EventRecord[] = [];

  function add(record: EventRecord): void {
    if (waiting.length >= limit) {
      waiting.shift();
      recorder.dropped += 1;
    }
    // `push` tells the new length.
    if (waiting.push(record) === 1) onFirst();
  }

  function isRepeated(nowMs: number, name: string, elsewhereMs = Number.NEGATIVE_INFINITY): boolean {
    const sinceMs = nowMs - (recent.get(name) ?? elsewhereMs);
    // A clock that was put back must not silence a flag.
    if (sinceMs >= 0 && sinceMs < exposureWindowMs) return true;
    if (recent.size >= MOST_REMEMBERED) recent.clear();
    recent.set(name, nowMs);
    return false;
  }

  const recorder: EventRecorder = {
    dropped: 0,
    get size() {
      return waiting.length;
    },
    exposure(context, key, variation, value, isFailed, version) {
      const atMs = now();
      const userKey = userKeyOf(context);
      if (exposureWindowMs > 0) {
        const elsewhereMs = isFailed ? undefined : options.exposedAt?.(context, key, variation);
        if (isRepeated(atMs, [userKey, key, variation, isFailed].join('\0'), elsewhereMs)) return;
      }
      const isAnonymous = isAnonymousUser(context);
      add({ kind: 'feature', atMs, userKey, isAnonymous, key, variation, value, isFailed, version });
    },
    tracked(context, key, details) {
      const [userKey, isAnonymous] = [userKeyOf(context), isAnonymousUser(context)];
      add({ kind: 'tracking', atMs: now(), userKey, isAnonymous, key, context, details });
    },
    take() {
      const taken = waiting;
      waiting = [];
      return taken;
    },
    putBack(records) {
      const all = [...records, ...waiting];
      waiting = all.slice(-limit);
      recorder.dropped += all.length - waiting.length;
    },
    forgetWindow: () => recent.clear(),
  };
  return recorder;
}

/** Only `true` itself makes a user anonymous, as it does at the relay proxy. */
function isAnonymousUser(context: ContextLike): boolean {
  return context['anonymous'] === true;
}

function userKeyOf(context: ContextLike): string {
  const key = context['targetingKey'];
  return typeof key === 'string' && key !== '' ? key : NO_KEY;
}
