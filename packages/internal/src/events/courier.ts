import type { Logger } from '@openfeature/core';
import type { Clock } from '../platform/clock.ts';
import type { Page } from '../platform/page.ts';
import type { StreamState } from '../stream/change-watch.ts';
import type { EncodeEvents } from './encode-events.ts';
import type { EventRecorder } from './event-recorder.ts';
import type { SendBatch } from './send-batch.ts';

/** What a courier is made from. */
export interface CourierParts {
  readonly clock: Clock;
  readonly page: Page | undefined;
  readonly random: () => number;
  readonly recorder: EventRecorder;
  readonly encode: EncodeEvents;
  readonly send: SendBatch;
  readonly logger: Logger;
  /** Told when the device's store has failed. */
  readonly onStorageFault: (error: unknown) => void;
  /** Whose events these are: a name for the collector's endpoint and the current key. */
  readonly owner: () => string;
  /** A name that no other page has. */
  readonly newPageId: () => string;
  readonly timeoutMs: number;
  readonly flushIntervalMs: number;
  readonly maxPendingEvents: number;
  /** What {@link Courier.note} and {@link Courier.noteStream} would have been told last, had the courier been there. */
  readonly lastNote: Parameters<Courier['note']> | undefined;
  readonly lastStream: StreamState | undefined;
  /** Called when another tab has forgotten: deletes what is kept for the same key besides events. */
  readonly forgetRest: () => Promise<unknown>;
}

/**
 * The half of the collector that brings events from the recorder to the relay proxy: it stores, sends, and tries again. A file of its own,
 * because no page needs it before there are events. Nothing here throws or rejects.
 */
export interface Courier {
  /** Records have come to a recorder that was empty. */
  onFirst(): void;
  /** Takes note of whether the relay proxy has answered a request, of whatever kind. */
  note(isAnswered: boolean, atMs: number): void;
  /** Takes note of what has become of the change stream. */
  noteStream(state: StreamState): void;
  /** Sends everything now. Resolves when it has been sent, or could not be. */
  flush(): Promise<void>;
  /** The key is another one: what waits is sent with it. */
  rekey(): void;
  /** Deletes everything that waits, here and on the device. Nothing more is stored. `isForAll`: in every other tab as well. */
  forget(isForAll: boolean): Promise<void>;
  /** Stores again, after {@link Courier.forget}. */
  resume(): void;
  /** Sends what waits, for five seconds at most, and stops; what could not be sent stays on the device. */
  close(): Promise<void>;
}

/** Makes a {@link Courier} for the place where it was loaded. */
export type CreateCourier = (parts: CourierParts) => Courier;
