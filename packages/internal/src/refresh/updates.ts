import type { Platform } from '../platform/platform.ts';
import type { ChangeWatch, UpdateSettings } from '../stream/change-watch.ts';
import type { RefreshVerdict } from './refresh-delay.ts';
import { createRefresher, type Refresher, type RefresherOptions } from './refresher.ts';

/** What updates are made from. */
export interface UpdatesOptions extends Pick<RefresherOptions, 'attempt' | 'serving'> {
  /** Base URL of the relay proxy; `undefined` where there is none: then nothing is ever asked again by itself. */
  readonly endpoint: string | undefined;
  /** The current API key. */
  readonly apiKey: () => string | undefined;
  readonly settings: UpdateSettings;
  readonly platform: Pick<Platform, 'clock' | 'loadWatch' | 'page' | 'random'>;
}

/**
 * Decides when to ask the relay proxy: polls, follows the change stream, rests while nobody looks. Whoever else is to decide (one tab for all)
 * pauses and resumes it.
 */
export interface Updates extends Pick<Refresher, 'start' | 'refresh' | 'restart' | 'stop'> {
  /** Asks anew, as `restart` does, with another key: the stream that was opened with the old one is closed. */
  rekey(): Promise<void>;
  /**
   * From now on somebody else asks: no timer, no stream, and what is under way is abandoned. `refresh`, `restart` and `rekey` still ask, once
   * for each call. Legal at any time; before `start` it spares the first request. `stop` ends it.
   */
  pause(): void;
  /** Asks at once, conditionally, and goes on. Without effect where it was not paused. */
  resume(): void;
}

/** So often the part that watches is asked for, if it cannot be loaded. */
const LOADS = 5;

/** Makes {@link Updates}. The part that knows streams and the page's life is loaded after the first attempt; without it, there is polling. */
export function createUpdates(options: UpdatesOptions): Updates {
  const { apiKey, endpoint, platform, settings } = options;
  const { clock, page, random } = platform;
  let watch: ChangeWatch | undefined;
  let run = { loads: 0, isLoading: false };
  let last: RefreshVerdict;

  const refresher = createRefresher({
    attempt: options.attempt,
    serving: options.serving,
    clock,
    random,
    pollIntervalMs: () => (endpoint === undefined ? 0 : (watch?.pollIntervalMs() ?? settings.pollIntervalMs)),
    settled(verdict) {
      last = verdict;
      if (watch === undefined) void loadWatch();
      else watch.settled(verdict);
    },
  });

  async function loadWatch(): Promise<void> {
    const loading = run;
    const isNeeded = settings.changeStream !== 'off' || page !== undefined;
    const load = isNeeded ? platform.loadWatch : undefined;
    if (endpoint === undefined || load === undefined || loading.isLoading || loading.loads === LOADS) return;
    loading.loads += 1;
    loading.isLoading = true;
    try {
      const { createChangeWatch } = await load();
      if (loading !== run) return;
      watch = createChangeWatch({ refresher, endpoint, apiKey, settings, clock, random, page });
      watch.settled(last);
    } catch (error) {
      if (loading.loads === LOADS) settings.logger.debug('Polling only: the change stream could not be loaded.', error);
    }
    loading.isLoading = false;
  }

  return {
    start: () => refresher.start(),
    refresh: () => refresher.refresh(),
    restart: () => refresher.restart(),
    rekey() {
      watch?.drop();
      return refresher.restart();
    },
    pause() {
      watch?.drop();
      refresher.pause('led');
    },
    resume: () => refresher.resume('led'),
    stop() {
      run = { loads: 0, isLoading: false };
      watch?.stop();
      watch = undefined;
      refresher.stop();
    },
  };
}
