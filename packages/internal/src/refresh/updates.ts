import type { Platform } from '../platform/platform.ts';
import type { RelayAnswer } from '../relay/relay-answer.ts';
import type { ChangeWatch, StreamState, UpdateSettings } from '../stream/change-watch.ts';
import type { AnsweredQuestion, AnswerSharing, AskingRole, RelayQuestion } from '../tabs/answer-sharing.ts';
import type { RefreshVerdict } from './refresh-delay.ts';
import { createRefresher, type Refresher, type RefresherOptions } from './refresher.ts';

/** What updates are made from. */
export interface UpdatesOptions extends Pick<RefresherOptions, 'attempt' | 'serving'> {
  /** Base URL of the relay proxy; `undefined` where there is none: then nothing is ever asked again by itself. */
  readonly endpoint: string | undefined;
  /** The current API key. */
  readonly apiKey: () => string | undefined;
  /** Names the tabs that may share answers: those of the same relay proxy, key and flags. */
  readonly groupName: () => string;
  /** Whether answers that are accepted are written to a store that all tabs read. */
  readonly keeps: boolean;
  /** Is told what becomes of the change stream. */
  readonly onStream?: ((state: StreamState) => void) | undefined;
  readonly settings: UpdateSettings;
  readonly platform: Pick<Platform, 'clock' | 'isLockHeld' | 'loadWatch' | 'page' | 'random'>;
}

/** Decides when to ask the relay proxy: polls, follows the change stream, rests while nobody looks, and leaves it to one tab of many. */
export interface Updates extends Pick<Refresher, 'start' | 'refresh' | 'restart' | 'stop'> {
  /** Asks anew, as `restart` does, with another key: the stream that was opened with the old one is closed. */
  rekey(): Promise<void>;
  /** Whether another tab asks for this one. */
  readonly isTold: () => boolean;
  /** How an attempt asks the relay proxy by `fetch`: where another tab was answered, that is the answer. Rejects only where `fetch` does. */
  ask(question: RelayQuestion, fetch: () => Promise<RelayAnswer>): Promise<RelayAnswer>;
}

/** So often the part that watches is asked for, if it cannot be loaded. */
const LOADS = 5;

/**
 * Makes {@link Updates}. The part that knows streams, other tabs and the page's life is loaded after the first attempt, or before it where
 * another tab may spare it; without it, there is polling.
 */
export function createUpdates(options: UpdatesOptions): Updates {
  const { apiKey, endpoint, groupName, keeps, platform, settings } = options;
  const { clock, isLockHeld, page, random } = platform;
  let watch: ChangeWatch | undefined;
  let sharing: AnswerSharing | undefined;
  /** `undefined` while this tab does not know what the others do. */
  let role: AskingRole | undefined;
  /** Ends when it is known whom to ask, and the first attempt is over. */
  let begun = Promise.resolve();
  let run = { loads: 0, isLoading: false };
  let last: RefreshVerdict | undefined;
  /** What was asked before there was anybody to share it with. */
  let asked: AnsweredQuestion | undefined;

  const refresher = createRefresher({
    attempt: options.attempt,
    serving: options.serving,
    clock,
    random,
    pollIntervalMs: () => (endpoint === undefined ? 0 : (watch?.pollIntervalMs() ?? settings.pollIntervalMs)),
    settled(verdict) {
      last = verdict;
      const current = run;
      // Not at once: whoever waits for what the attempt has brought shall not wait for this.
      if (watch === undefined) clock.schedule(() => void loadWatch(current), 0);
      else watch.settled(verdict);
    },
  });

  async function loadWatch(loading = run): Promise<void> {
    const isNeeded = settings.changeStream !== 'off' || page !== undefined;
    const load = isNeeded ? platform.loadWatch : undefined;
    if (endpoint === undefined || load === undefined || loading.isLoading || loading.loads === LOADS) return;
    loading.loads += 1;
    loading.isLoading = true;
    try {
      const { createAnswerSharing, createChangeWatch } = await load();
      if (loading !== run) return;
      watch = createChangeWatch({
        refresher,
        endpoint,
        apiKey,
        settings,
        clock,
        random,
        page,
        streams: () => isLockHeld === undefined || role === 'asks',
        onTold: () => sharing?.tellChanged(),
        onStream: options.onStream,
      });
      if (isLockHeld !== undefined) {
        sharing = createAnswerSharing({
          isLockHeld,
          page,
          clock,
          random,
          keeps,
          isLive: () => watch?.isLive() === true,
          refresher,
          onRole: changeRole,
        });
        await sharing.join(groupName(), asked);
        if (loading !== run) return;
      }
      if (last !== undefined) watch.settled(last);
    } catch (error) {
      if (loading.loads === LOADS) settings.logger.debug('Polling only: the change stream could not be loaded.', error);
    }
    loading.isLoading = false;
  }

  function changeRole(next: AskingRole): void {
    role = next;
    if (next === 'is-told') refresher.pause('led');
    else refresher.resume('led');
    if (next === 'asks') watch?.keep();
    else watch?.drop();
  }

  async function start(): Promise<void> {
    const started = run;
    const isLed =
      isLockHeld !== undefined && endpoint !== undefined && (await isLockHeld(groupName()).catch(() => false));
    if (isLed) await loadWatch();
    if (started !== run) return;
    const starting = refresher.start();
    await (role === 'is-told' ? refresher.refresh() : starting);
  }

  return {
    start: () => (begun = start()),
    // A tab that does not know yet whether another leads would miss what made the caller ask.
    async refresh() {
      await begun;
      return refresher.refresh();
    },
    restart: () => refresher.restart(),
    rekey() {
      watch?.drop();
      asked = undefined;
      void sharing?.join(groupName());
      return refresher.restart();
    },
    isTold: () => role === 'is-told',
    async ask(question, fetch) {
      if (sharing !== undefined) return sharing.ask(question, fetch);
      const answer = await fetch();
      if (answer.kind !== 'aborted') asked = { question, answer };
      return answer;
    },
    stop() {
      run = { loads: 0, isLoading: false };
      sharing?.leave();
      sharing = undefined;
      watch?.stop();
      watch = undefined;
      refresher.stop();
      role = undefined;
      last = undefined;
      asked = undefined;
    },
  };
}
