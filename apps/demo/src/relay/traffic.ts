import type { RelayJournal, SeenRequest } from './control-answers.ts';

/** What went over the wire, in numbers. */
export interface Traffic {
  readonly requests: number;
  /** Answers that said: nothing has changed. */
  readonly unchanged: number;
  /** Bytes of bodies that those answers did not carry. */
  readonly savedBytes: number;
  readonly openStreams: number;
  readonly exposures: number;
  readonly tracked: number;
}

/** Sums a journal up. Preflights are left out: they ask for nothing. */
export function sumTraffic({ events, openStreams, requests }: RelayJournal): Traffic {
  const lastBody = new Map<string, number>();
  let savedBytes = 0;
  let unchanged = 0;
  const asked = requests.filter(({ method }: SeenRequest) => method !== 'OPTIONS');
  for (const { bytes, path, status } of asked) {
    if (status === 200) lastBody.set(path, bytes);
    if (status !== 304) continue;
    unchanged += 1;
    savedBytes += lastBody.get(path) ?? 0;
  }
  const tracked = events.filter(({ kind }) => kind === 'tracking').length;
  return { requests: asked.length, unchanged, savedBytes, openStreams, exposures: events.length - tracked, tracked };
}
