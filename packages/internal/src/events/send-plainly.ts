import type { Clock } from '../platform/clock.ts';
import type { EncodeEvents } from './encode-events.ts';
import type { EventRecorder } from './event-recorder.ts';
import type { SendBatch } from './send-batch.ts';

/** What sends without a courier. */
export interface PlainSendingParts {
  readonly recorder: EventRecorder;
  readonly encode: EncodeEvents;
  readonly send: SendBatch;
  readonly clock: Clock;
  /** Called when what could not be sent has been put back. */
  readonly onPutBack: () => void;
}

/** Sends what waits in the recorder, in one request; with `keepalive`, as much of it as is sure to go out as the page ends. Never rejects. */
export type SendPlainly = (keepalive: boolean) => Promise<void>;

/** So much JSON is sure to fit into the 65,536 bytes that a closing page may send. */
const CLOSING_CHARACTERS = 20_000;
/** An answer that takes longer is not waited for. */
const PATIENCE_MS = 5_000;

/**
 * Makes a {@link SendPlainly}: for a page that closes or may crash before the courier has come, and where none can come, as in a service worker.
 */
export function createSendPlainly(parts: PlainSendingParts): SendPlainly {
  const { recorder } = parts;
  return async (keepalive) => {
    const records = recorder.take();
    let rest = keepalive ? CLOSING_CHARACTERS : Number.POSITIVE_INFINITY;
    const events: string[] = [];
    const taken = records.filter((record) => {
      const texts = parts.encode([record]);
      rest -= texts.join().length;
      if (rest >= 0) events.push(...texts);
      return rest >= 0;
    });
    recorder.putBack(records.slice(taken.length));
    if (events.length === 0) return;
    // A relay proxy that never answers keeps nobody from closing, nor a connection that the next request may need.
    const abort = new AbortController();
    const giveUp = parts.clock.schedule(() => abort.abort(), PATIENCE_MS);
    const answer = await Promise.race([
      parts.send(events, keepalive, abort.signal).catch(() => undefined),
      // A `fetch` of the application's own may not listen.
      new Promise<undefined>((resolve) => {
        abort.signal.onabort = () => resolve(undefined);
      }),
    ]);
    giveUp();
    if (answer?.isAccepted === true) return;
    recorder.putBack(taken);
    parts.onPutBack();
  };
}
