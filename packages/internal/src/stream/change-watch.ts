import type { ResolvedProviderOptions } from '../options/provider-options.ts';
import type { Cancel, Clock } from '../platform/clock.ts';
import type { Page } from '../platform/page.ts';
import type { RefreshVerdict } from '../refresh/refresh-delay.ts';
import type { Refresher } from '../refresh/refresher.ts';
import type { OpenChangeStream } from './change-stream.ts';
import { spreadRequests } from './spread-requests.ts';
import { createStreamKeeper } from './stream-keeper.ts';
import { streamUrl } from './stream-url.ts';
import { watchPresence } from './watch-presence.ts';

/** The options that say when the relay proxy is asked. */
export type UpdateSettings = Pick<
  ResolvedProviderOptions,
  'changeStream' | 'livePollIntervalMs' | 'logger' | 'pollIntervalMs' | 'reconnectIntervalMs'
>;

/** What has become of a stream: it tells whether the relay proxy is there, from one moment to the next. */
export type StreamState = 'live' | 'lost' | 'closed';

/** What a change watch is made from. */
export interface ChangeWatchParts {
  readonly refresher: Refresher;
  /** Base URL of the relay proxy. */
  readonly endpoint: string;
  /** The current API key. */
  readonly apiKey: () => string | undefined;
  readonly settings: UpdateSettings;
  readonly clock: Clock;
  readonly random: () => number;
  readonly page: Page | undefined;
  /** Whether a stream may be open: not where another tab has one for all. */
  readonly streams: () => boolean;
  /** Is called when the stream tells of a change. */
  readonly onTold: () => void;
  /** Is called when the stream has opened, has broken off, could not be had because nobody answered, and was closed from here. */
  readonly onStream?: ((state: StreamState) => void) | undefined;
}

/** Hears of changes, and of the page's life, and has the refresher ask or rest accordingly. */
export interface ChangeWatch {
  /** Takes note of what became of an attempt. */
  settled(verdict: RefreshVerdict): void;
  /** Time between two polls as things stand. */
  pollIntervalMs(): number;
  /** Whether changes are told as they happen. */
  readonly isLive: () => boolean;
  /** Opens the stream, if one may be open and the last answer was good. */
  keep(): void;
  /** Closes the stream; the next good answer opens it again. */
  drop(): void;
  /** Ends everything. */
  stop(): void;
}

/** Makes a {@link ChangeWatch}. */
export type CreateChangeWatch = (parts: ChangeWatchParts) => ChangeWatch;

/** A poll may find a change just before the stream tells it. */
const HEARING_MS = 5_000;
/** Coming back within so long of an answer asks nothing. */
const FRESH_MS = 5_000;
/** A timer that is so late has slept with the machine. */
const SLEPT_MS = 60_000;
/** A stream that has never opened is not there, as with relay proxies before 1.53; looked for so much less often. */
const UNKNOWN_STREAM_PATIENCE = 10;

/** Watches with the streams of a platform. */
export function watchChanges(parts: ChangeWatchParts, openStream: OpenChangeStream): ChangeWatch {
  const { clock, endpoint, page, random, refresher, settings } = parts;
  const { changeStream, livePollIntervalMs, logger, pollIntervalMs } = settings;
  let isGood = false;
  /** Why the attempt under way is made, or the one that is about to be. */
  let cause: 'opened' | 'told' | undefined;
  let askedMs = Number.NEGATIVE_INFINITY;
  /** Polls since the stream told of a change that was not to be found: with several replicas, it may be on its way. */
  let calm = Number.POSITIVE_INFINITY;
  let cancelHearing: Cancel = () => undefined;
  let cancelPresence: Cancel = () => undefined;

  const spread = spreadRequests(clock, random, () => void refresher.refresh());
  const keeper = createStreamKeeper({
    open(listener) {
      const kind = changeStream === 'websocket' ? 'websocket' : 'sse';
      const end = openStream(kind, streamUrl(endpoint, kind, parts.apiKey()), listener);
      if (end === undefined) tellMissing();
      return end;
    },
    wanted,
    longestPauseMs: (isKnown) =>
      settings.reconnectIntervalMs * (isKnown || changeStream !== 'auto' ? 1 : UNKNOWN_STREAM_PATIENCE),
    opened(isSaid) {
      if (isSaid) parts.onStream?.('live');
      follow('opened');
    },
    changed() {
      cancelHearing();
      parts.onTold();
      follow('told');
    },
    lost(wasOpen) {
      parts.onStream?.('lost');
      if (!wasOpen) return;
      logger.debug('The change stream has ended.');
      refresher.replan();
    },
    clock,
    random,
  });
  let isMissing = changeStream === 'off';

  function wanted(): boolean {
    return isGood && !refresher.isPaused() && parts.streams();
  }

  function tellMissing(): void {
    isMissing = true;
    if (changeStream !== 'auto') logger.warn(`There is no "changeStream" "${changeStream}" on this platform: polling.`);
  }

  function follow(why: 'opened' | 'told'): void {
    if (cause !== 'told') cause = why;
    spread.ask();
  }

  function drop(): void {
    if (keeper.isLive()) parts.onStream?.('closed');
    keeper.drop();
    cancelHearing();
    spread.cancel();
    cause = undefined;
    calm = Number.POSITIVE_INFINITY;
  }

  function reopen(): void {
    drop();
    if (isGood && !isMissing) keeper.keep();
  }

  function doubtStream(): void {
    cancelHearing();
    cancelHearing = clock.schedule(() => {
      logger.debug('The change stream missed a change; opening another one.');
      reopen();
      refresher.replan();
    }, HEARING_MS);
  }

  function judgeStream(isChange: boolean): void {
    if (!keeper.isLive()) return;
    // One that is found late was told before.
    if (isChange && cause === undefined && calm === Number.POSITIVE_INFINITY) doubtStream();
    if (isChange) calm = Number.POSITIVE_INFINITY;
    else calm = cause === 'told' && !spread.isWaiting() ? 0 : calm + 1;
  }

  function keep(): void {
    if (wanted() && !isMissing) keeper.keep();
  }

  if (page !== undefined) {
    cancelPresence = watchPresence(page, clock, {
      left() {
        drop();
        // The first thing on return is a request, and a stream is opened when that has succeeded.
        isGood = false;
        refresher.pause('away');
      },
      cameBack() {
        askedMs = clock.now();
        refresher.resume('away');
      },
      glanced() {
        if (refresher.isPaused() || clock.now() - askedMs < FRESH_MS) return;
        askedMs = clock.now();
        void refresher.refresh();
      },
      connected() {
        if (refresher.isPaused()) return;
        // What was open before may be half open now.
        drop();
        askedMs = clock.now();
        void refresher.refresh();
      },
    });
  }

  return {
    settled(verdict) {
      const hasSlept = livePollIntervalMs > 0 && clock.now() - askedMs > 2 * livePollIntervalMs + SLEPT_MS;
      askedMs = clock.now();
      isGood = verdict.kind === 'refreshed' || verdict.kind === 'unconfirmed';
      if (verdict.kind === 'refused' || hasSlept) drop();
      judgeStream(verdict.kind === 'refreshed' && verdict.changed === true);
      if (!spread.isWaiting()) cause = undefined;
      keep();
    },
    pollIntervalMs() {
      // What a message told of, and could not be had, must not wait for a safety poll.
      if (!keeper.isLive() || !isGood) return pollIntervalMs;
      if (livePollIntervalMs === 0 || pollIntervalMs === 0) return livePollIntervalMs;
      return Math.min(livePollIntervalMs, pollIntervalMs * 2 ** calm);
    },
    isLive: () => keeper.isLive(),
    keep,
    drop,
    stop() {
      cancelPresence();
      drop();
    },
  };
}
