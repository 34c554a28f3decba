import { readFile, stat } from 'node:fs/promises';

/** A file being watched. */
export interface WatchedFile {
  /** Looks now. Resolves when the content, if it is new, has been handed over. */
  check(): Promise<void>;
  /** Stops looking. Idempotent. */
  stop(): void;
}

/**
 * Hands over a file's text whenever it differs. Looks at the file's identity rather than asking the system for notices, which get lost on
 * network and container mounts and after a rename.
 */
export function watchFile(
  path: string,
  known: string,
  pollIntervalMs: number,
  onText: (text: string) => void,
  onFault: (fault: unknown) => void,
): WatchedFile {
  let identity = '';
  let text = known;
  let emptySeen = false;
  let stopped = false;
  let timer: NodeJS.Timeout | undefined;
  let running: Promise<void> = Promise.resolve();

  async function look(): Promise<void> {
    try {
      const { mtimeNs, size, ino } = await stat(path, { bigint: true });
      const found = `${mtimeNs} ${size} ${ino}`;
      if (found === identity) return;
      const next = await readFile(path, 'utf8');
      // An editor that truncates before it writes shows an empty file for a moment: believe it the second time.
      if (next === '' && text !== '' && !emptySeen) {
        emptySeen = true;
        return;
      }
      emptySeen = false;
      identity = found;
      if (next === text || stopped) return;
      text = next;
      onText(next);
    } catch (fault) {
      if (identity === GONE || stopped) return;
      identity = GONE;
      onFault(fault);
    }
  }

  function check(): Promise<void> {
    running = running.then(look);
    return running;
  }

  function schedule(): void {
    if (stopped) return;
    timer = setTimeout(() => void check().then(schedule), pollIntervalMs);
    timer.unref();
  }

  schedule();
  return {
    check,
    stop: () => {
      stopped = true;
      clearTimeout(timer);
    },
  };
}

const GONE = 'gone';
