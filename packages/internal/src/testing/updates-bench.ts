import { createFakeClock, type FakeClock } from '../platform/fake-clock.ts';
import { createFakePage, type FakePage } from '../platform/fake-page.ts';
import { createFakeBrowser } from '../platform/fake-tabs.ts';
import type { RefreshVerdict } from '../refresh/refresh-delay.ts';
import { createUpdates, type Updates } from '../refresh/updates.ts';
import type { StreamKind, StreamListener } from '../stream/change-stream.ts';
import { type ChangeWatch, type StreamState, type UpdateSettings, watchChanges } from '../stream/change-watch.ts';
import type { AnswerSharing, AnswerSharingOptions } from '../tabs/answer-sharing.ts';
import { shareAnswers } from '../tabs/share-answers.ts';

/** A stream that was asked for, and what happens to it when a test says so. */
export interface OpenedStream extends StreamListener {
  readonly kind: StreamKind;
  readonly url: string;
  readonly atMs: number;
  isClosed: boolean;
}

/** Updates on fakes, and everything that a test looks at or turns. Times count from the start. */
export interface UpdatesBench {
  readonly updates: Updates;
  readonly clock: FakeClock;
  readonly page: FakePage;
  /** When attempts were made. */
  readonly attempts: number[];
  readonly streams: OpenedStream[];
  readonly logged: string[];
  /** What was told of the change stream. */
  readonly states: StreamState[];
  /** What becomes of attempts from now on; `never` leaves them under way. */
  verdict: RefreshVerdict | 'never';
  /** What the platform does when it is asked for a stream. */
  platform: 'has-streams' | 'has-none' | 'refuses' | 'meets-404';
  apiKey: string | undefined;
  /** A number from 0 to 1; the middle of every jitter by default. */
  random: number;
  /** What watches, once it is loaded. */
  watch: ChangeWatch | undefined;
  /** The stream that is there now. */
  stream(): OpenedStream;
  openStreams(): number;
  /** Starts, and opens the stream that follows, until nothing is left to do. */
  live(): Promise<void>;
}

/** Puts {@link Updates} on fakes. */
export function anUpdatesBench(
  settings: Partial<UpdateSettings> = {},
  loads: 'at-once' | 'never' | 'nothing' = 'at-once',
): UpdatesBench {
  const clock = createFakeClock();
  const page = createFakePage();
  const startMs = clock.now();
  const log = (_: unknown, text?: unknown): void => void bench.logged.push(String(text));
  const bench: UpdatesBench = {
    clock,
    page,
    attempts: [],
    streams: [],
    logged: [],
    states: [],
    verdict: { kind: 'refreshed' },
    platform: 'has-streams',
    apiKey: undefined,
    random: 0.5,
    watch: undefined,
    updates: createUpdates({
      attempt(signal) {
        bench.attempts.push(clock.now() - startMs);
        if (bench.verdict !== 'never') return Promise.resolve(bench.verdict);
        return new Promise((resolve) => {
          signal.addEventListener('abort', () => resolve({ kind: 'failed' }));
        });
      },
      serving: () => true,
      endpoint: 'https://relay.test/base',
      apiKey: () => bench.apiKey,
      groupName: () => 'group',
      keeps: false,
      onStream: (state) => void bench.states.push(state),
      settings: {
        changeStream: 'auto',
        pollIntervalMs: 10_000,
        livePollIntervalMs: 120_000,
        reconnectIntervalMs: 60_000,
        logger: { debug: (text) => log('', text), info: log, warn: (text) => log('', text), error: log },
        ...settings,
      },
      platform: {
        clock,
        page,
        isLockHeld: undefined,
        random: () => bench.random,
        loadWatch:
          loads === 'nothing'
            ? undefined
            : async () => {
                if (loads === 'never') throw new TypeError('import() is disallowed here');
                return {
                  createAnswerSharing,
                  createChangeWatch(parts) {
                    bench.watch = watchChanges(parts, open);
                    return bench.watch;
                  },
                };
              },
      },
    }),
    stream() {
      const stream = bench.streams.at(-1);
      if (stream === undefined || stream.isClosed) throw new Error('there is no stream');
      return stream;
    },
    openStreams: () => bench.streams.filter((stream) => !stream.isClosed).length,
    async live() {
      await bench.updates.start();
      await clock.advance(0);
      bench.stream().opened();
      await clock.advance(1_000);
    },
  };

  function createAnswerSharing(parts: AnswerSharingOptions): AnswerSharing {
    return shareAnswers(parts, createFakeBrowser().openTab());
  }

  function open(kind: StreamKind, url: string, listener: StreamListener) {
    if (bench.platform === 'has-none') return undefined;
    if (bench.platform === 'refuses') throw new DOMException(`refused to connect to ${url}`, 'SecurityError');
    const stream: OpenedStream = {
      kind,
      url,
      atMs: clock.now() - startMs,
      isClosed: false,
      opened: () => listener.opened(),
      changed: () => listener.changed(),
      ended(isCut) {
        stream.isClosed = true;
        listener.ended(isCut);
      },
    };
    bench.streams.push(stream);
    if (bench.platform === 'meets-404') clock.schedule(() => stream.ended(), 10);
    return () => {
      stream.isClosed = true;
    };
  }
  return bench;
}
