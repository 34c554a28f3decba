import type { Cancel, Clock } from '../platform/clock.ts';
import type { StreamListener } from './change-stream.ts';

/** What a stream keeper needs. */
export interface StreamKeeperOptions {
  /** Opens the stream; `undefined` where there is none to be had. It may throw. */
  readonly open: (listener: StreamListener) => Cancel | undefined;
  /** Whether a stream that has ended is to be opened again by itself when its time has come. */
  readonly wanted: () => boolean;
  /** Longest pause between two attempts in milliseconds; `known`: one has been open before. */
  readonly longestPauseMs: (known: boolean) => number;
  /** From now on, changes are told; what happened before was told to nobody. First `false` where the platform has not said so, and nothing else. */
  readonly opened: (isSaid: boolean) => void;
  readonly changed: () => void;
  /** A stream that was open has ended; `wasOpen` is `false` where one was cut that may not have been. */
  readonly lost: (wasOpen: boolean) => void;
  readonly clock: Clock;
  readonly random: () => number;
}

/** Keeps one stream open. */
export interface StreamKeeper {
  /** Opens the stream, unless it is there or the pause after the last one has not passed. */
  keep(): void;
  /** Closes the stream and forgets how often it failed. */
  drop(): void;
  isLive(): boolean;
}

/** A stream that lasted so long did work; gateways cut idle ones after a minute. */
const STEADY_MS = 30_000;
const FIRST_PAUSE_MS = 2_000;
/** Firefox, and pages behind gateways that buffer, hear of an open stream only with its first message; it has been open for long then. */
const OPENING_MS = 3_000;

/** Makes a {@link StreamKeeper}. Pauses double from 2 s to the longest, each jittered between its half and its whole. */
export function createStreamKeeper(options: StreamKeeperOptions): StreamKeeper {
  const { clock, random } = options;
  let close: Cancel | undefined;
  let cancelPause: Cancel | undefined;
  let cancelOpening: Cancel = () => undefined;
  let isLive = false;
  let isKnown = false;
  let failures = 0;

  function open(): void {
    const sinceMs = clock.now();
    // Whatever an older stream may still have to say.
    let isOver = false;
    const listener: StreamListener = {
      opened() {
        if (isOver) return;
        cancelOpening();
        isLive = true;
        isKnown = true;
        options.opened(true);
      },
      changed() {
        if (!isOver) options.changed();
      },
      ended(isCut) {
        if (isOver) return;
        isOver = true;
        cancelOpening();
        const wasLive = isLive;
        close = undefined;
        isLive = false;
        failures = clock.now() - sinceMs < STEADY_MS ? failures + 1 : 0;
        pause();
        if (wasLive || isCut === true) options.lost(wasLive);
      },
    };
    try {
      const end = options.open(listener);
      if (end === undefined || isOver) return;
      cancelOpening = clock.schedule(() => options.opened(false), OPENING_MS);
      close = () => {
        isOver = true;
        end();
      };
    } catch {
      // Refused by a policy of the page, say. What was thrown may quote the URL, and with it the key.
      listener.ended();
    }
  }

  function pause(): void {
    const limitMs = options.longestPauseMs(isKnown);
    const pauseMs = Math.min(limitMs, FIRST_PAUSE_MS * 2 ** Math.min(Math.max(failures - 1, 0), 30));
    cancelPause = clock.schedule(
      () => {
        cancelPause = undefined;
        if (options.wanted()) open();
      },
      pauseMs * (0.5 + random() / 2),
    );
  }

  return {
    keep() {
      if (close === undefined && cancelPause === undefined) open();
    },
    drop() {
      close?.();
      cancelPause?.();
      cancelOpening();
      close = undefined;
      cancelPause = undefined;
      isLive = false;
      failures = 0;
    },
    isLive: () => isLive,
  };
}
