import { readFile } from 'node:fs/promises';
import { type FlagDefinitions, readFlags } from './read-flags.ts';

/** What a look at a flags file brought. */
export type FlagFileNews =
  | { readonly kind: 'flags'; readonly flags: FlagDefinitions }
  /** The file holds what it held, and that was good. */
  | { readonly kind: 'same' }
  /** The file is gone or broken. Told once for each state of it. */
  | { readonly kind: 'fault'; readonly fault: unknown };

/** A flags file that is being followed. */
export interface FollowedFlagFile {
  /** Looks now. `false` where the file is gone or broken, and the flags stay as they were. */
  refresh(): Promise<boolean>;
  /** Stops looking. Idempotent. */
  stop(): void;
}

/**
 * Reads a flags file again and again, rather than asking the system for notices, which get lost on network and container mounts and after a
 * rename.
 *
 * @param text - what the file held when it was read first, with success
 */
export function followFlagFile(
  path: string,
  text: string,
  pollIntervalMs: number,
  tell: (news: FlagFileNews) => void,
): FollowedFlagFile {
  let known: string | undefined = text;
  let isGood = true;
  let isEmptySeen = false;
  let isStopped = false;
  let timer: NodeJS.Timeout | undefined;
  let last: Promise<unknown> = Promise.resolve();

  function fail(fault: unknown): void {
    isGood = false;
    tell({ kind: 'fault', fault });
  }

  function take(next: string): void {
    known = next;
    try {
      tell({ kind: 'flags', flags: readFlags(next, path) });
      isGood = true;
    } catch (fault) {
      fail(fault);
    }
  }

  async function look(isCertain: boolean): Promise<boolean> {
    let next: string;
    try {
      next = await readFile(path, 'utf8');
    } catch (fault) {
      if (!isStopped && known !== undefined) fail(fault);
      known = undefined;
      return false;
    }
    if (isStopped) return false;
    // An editor that truncates before it writes shows an empty file for a moment: believe it the second time.
    const isDoubtful = next === '' && known !== '' && !isEmptySeen && !isCertain;
    isEmptySeen = next === '';
    if (isDoubtful) return isGood;
    if (next !== known) take(next);
    else if (isGood) tell({ kind: 'same' });
    return isGood;
  }

  function enqueue(isCertain: boolean): Promise<boolean> {
    const looked = last.then(() => look(isCertain));
    last = looked;
    return looked;
  }

  function schedule(): void {
    if (isStopped) return;
    timer = setTimeout(() => void enqueue(false).then(schedule), pollIntervalMs);
    timer.unref();
  }

  schedule();
  return {
    refresh: () => enqueue(true),
    stop: () => {
      isStopped = true;
      clearTimeout(timer);
    },
  };
}
