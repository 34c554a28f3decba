import {
  type Clock,
  createEventRecorder,
  createEventsEncoder,
  createPostEvents,
  type EventRecorder,
  type ExporterMetadata,
  type SendBatch,
  sendEvents,
  vetRecords,
} from '@goff-web/internal';
import type { Logger } from '@openfeature/web-sdk';
import type { EdgeRequest } from './edge-request.ts';
import { holdWork } from './hold-work.ts';

/** What the events of an isolate are made from. */
export interface IsolateEventsParts {
  readonly send: SendBatch;
  readonly clock: Clock;
  readonly random: () => number;
  readonly logger: Logger;
  readonly metadata: ExporterMetadata;
  readonly flushIntervalMs: number;
  readonly maxPendingEvents: number;
  readonly exposureWindowMs: number;
  readonly timeoutMs: number;
}

const FIRST_RETRY_MS = 1_000;
const LONGEST_RETRY_MS = 60_000;

/**
 * Events of an isolate: one buffer for all requests. The first event that comes to an empty buffer makes its request's `waitUntil` hold a flush,
 * `flushIntervalMs` later, for all that come meanwhile. What could not be sent goes with the next flush. Nothing here throws or rejects.
 */
export class IsolateEvents {
  readonly #parts: IsolateEventsParts;
  readonly #recorder: EventRecorder;
  readonly #post: ReturnType<typeof createPostEvents>;
  /** Made at the first flush: at module scope there is no randomness. */
  #encode: ReturnType<typeof createEventsEncoder> | undefined;
  /** As texts: what was encoded has its id, by which a consumer knows it again. */
  #unsent: readonly string[] = [];
  /** Records since the buffer was last emptied, as far as is known. */
  #count = 0;
  #sending: Promise<void> | undefined;
  #inFlight: readonly string[] = [];
  /** Until then a planned flush is expected to be over; one that nobody held may have been cut off with its request. */
  #plannedUntilMs = Number.NEGATIVE_INFINITY;
  #retryAtMs = Number.NEGATIVE_INFINITY;
  #failures = 0;

  constructor(parts: IsolateEventsParts) {
    this.#parts = parts;
    const { clock, exposureWindowMs, maxPendingEvents, send, timeoutMs } = parts;
    this.#post = createPostEvents(send, clock, timeoutMs);
    this.#recorder = createEventRecorder({
      now: () => clock.now(),
      limit: 2 * maxPendingEvents,
      exposureWindowMs,
      onFirst: () => undefined,
    });
  }

  /** Writes to the buffer, on behalf of a request that may have to hold the flush. */
  record(request: EdgeRequest, write: (recorder: EventRecorder) => void): void {
    const { clock, flushIntervalMs, maxPendingEvents, timeoutMs } = this.#parts;
    write(this.#recorder);
    this.#count += 1;
    const nowMs = clock.now();
    if (this.#count === maxPendingEvents) this.#hold(request, this.flush());
    if (nowMs < this.#plannedUntilMs || nowMs < this.#retryAtMs) return;
    this.#takeBackLost();
    this.#plannedUntilMs = nowMs + flushIntervalMs + timeoutMs;
    const flushed = new Promise<void>((resolve) => {
      clock.schedule(() => void this.flush().then(resolve), flushIntervalMs);
    });
    this.#hold(request, flushed);
  }

  /** Every exposure counts as changed from now on: the configuration is another. */
  forgetWindow(): void {
    this.#recorder.forgetWindow();
  }

  /** Sends everything now. Resolves when it has been sent, or could not be. */
  flush(): Promise<void> {
    if (this.#sending !== undefined) return this.#sending;
    const sending = this.#sendAll().finally(() => {
      if (sending !== this.#sending) return;
      this.#sending = undefined;
      this.#plannedUntilMs = Number.NEGATIVE_INFINITY;
    });
    this.#sending = sending;
    return sending;
  }

  /** A request that should have been over long ago was cut off with the one that held it. Its events keep their ids. */
  #takeBackLost(): void {
    if (this.#sending === undefined) return;
    this.#sending = undefined;
    this.#unsent = [...this.#inFlight, ...this.#unsent];
    this.#inFlight = [];
  }

  #hold(request: EdgeRequest, work: Promise<void>): void {
    holdWork(request, work, (error) => this.#parts.logger.debug('"waitUntil" threw; the flush goes on unheld.', error));
  }

  /** Also what comes while it sends: nobody has planned another flush for that. */
  async #sendAll(): Promise<void> {
    let isSent = true;
    while (isSent && (this.#count > 0 || this.#unsent.length > 0)) isSent = await this.#send();
  }

  async #send(): Promise<boolean> {
    const { clock, logger, maxPendingEvents, metadata, random } = this.#parts;
    this.#encode ??= createEventsEncoder(random().toString(36).slice(2), 'INPROCESS', metadata);
    this.#count = 0;
    const events = [...this.#unsent, ...this.#encode(vetRecords(this.#recorder.take(), logger))];
    this.#unsent = [];
    if (events.length === 0) return true;
    this.#inFlight = events;
    const { outcome, refused } = await sendEvents(this.#post, events, false);
    // Taken back meanwhile, and perhaps sent by another flush.
    if (this.#inFlight !== events) return false;
    this.#inFlight = [];
    if (refused.length > 0) logger.warn(`The collector refused ${refused.length} events; they are dropped.`);
    if (outcome.kind === 'accepted') {
      this.#failures = 0;
      return true;
    }
    this.#failures += 1;
    if (this.#failures === 1) logger.warn(`Events wait in this isolate: they could not be sent (${outcome.problem}).`);
    this.#unsent = events.slice(-2 * maxPendingEvents);
    const backOffMs = Math.min(LONGEST_RETRY_MS, FIRST_RETRY_MS * 2 ** this.#failures);
    this.#retryAtMs = clock.now() + (outcome.retryAfterMs ?? backOffMs);
    return false;
  }
}
