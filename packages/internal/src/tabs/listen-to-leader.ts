import type { Cancel, Clock } from '../platform/clock.ts';

/** What a tab that has asked the leader comes away with. */
export type LeaderWord = 'answer' | 'nothing' | 'silence';

/** Takes what the leader says. Its word ends the wait; `soon` prolongs it. */
export type HearLeader = (word: LeaderWord | 'soon') => void;

/** A tab waits so long for a word of the leader. */
const FIRST_WORD_MS = 250;
/** … and so long for its answer, when that is on its way. */
const ANSWER_MS = 2_000;

/**
 * Waits for a word of the leader: `silence` where none comes in time, `nothing` where no answer follows it, or `signal` is aborted. `onWait` is told
 * what is to hear the leader, and `undefined` once nothing is.
 */
export function listenToLeader(
  clock: Clock,
  signal: AbortSignal | undefined,
  onWait: (hear: HearLeader | undefined) => void,
): Promise<LeaderWord> {
  return new Promise((resolve) => {
    let cancel: Cancel = () => undefined;
    const end = (word: LeaderWord): void => {
      cancel();
      signal?.removeEventListener('abort', onAbort);
      onWait(undefined);
      resolve(word);
    };
    const onAbort = (): void => end('nothing');
    cancel = clock.schedule(() => end('silence'), FIRST_WORD_MS);
    signal?.addEventListener('abort', onAbort);
    onWait((word) => {
      if (word !== 'soon') return end(word);
      cancel();
      cancel = clock.schedule(() => end('nothing'), ANSWER_MS);
    });
  });
}
