import { readFile } from 'node:fs/promises';
import type { FlagSet } from './flag-set.ts';
import type { FlagDifference } from './flags/diff-flags.ts';
import { type FlagDefinitions, type FlagsByKey, readFlagObject, readFlags } from './flags/read-flags.ts';
import { type WatchedFile, watchFile } from './flags/watch-file.ts';
import type { CheckedSource } from './options.ts';

/** Keeps a flag set in step with where its flags come from. */
export interface LiveSource {
  /** Reads the file again now; `false` where that failed. Flags from an object are always fresh. */
  refresh(): Promise<boolean>;
  /** Puts other flags in force. @throws FlagFileError and changes nothing where one has a field of the wrong type */
  setFlags(flags: FlagsByKey): void;
  stop(): void;
}

/** Whom a source tells. */
export interface SourceListener {
  readonly onChange: (difference: FlagDifference) => void;
  readonly log: (level: 'info' | 'error', line: string) => void;
}

/**
 * Loads a flag set and keeps it in step.
 * @throws FlagFileError, or the file system's error: a relay does not start without flags that it can read
 */
export async function followSource(
  source: CheckedSource,
  flagSet: FlagSet,
  fileIntervalMs: number,
  listener: SourceListener,
): Promise<LiveSource> {
  const { file } = source;
  let isGood = true;

  function load(flags: FlagDefinitions, isFirst: boolean): void {
    const { difference, dropped } = flagSet.load(flags);
    isGood = true;
    for (const { flagKey, reason } of dropped) {
      listener.log('error', `${file ?? 'flags'}: left out the flag "${flagKey}": ${reason}`);
    }
    if (isFirst || difference === undefined) return;
    listener.log('info', `${file ?? 'flags'}: ${summary(difference)}`);
    listener.onChange(difference);
  }

  function take(text: string): void {
    try {
      load(readFlags(text, file ?? 'flags'), false);
    } catch (fault) {
      keepOld(fault);
    }
  }

  function keepOld(fault: unknown): void {
    isGood = false;
    listener.log('error', `${fault instanceof Error ? fault.message : String(fault)}\nThe last good flags stay in force.`);
  }

  let watched: WatchedFile | undefined;
  if (file === undefined) {
    load(readFlagObject(source.flags, 'flags'), true);
  } else {
    const text = await readFile(file, 'utf8');
    load(readFlags(text, file), true);
    watched = watchFile(file, text, fileIntervalMs, take, keepOld);
  }

  return {
    refresh: async () => {
      await watched?.check();
      if (isGood) flagSet.touch();
      return isGood;
    },
    setFlags: (flags) => load(readFlagObject(flags, 'setFlags()'), false),
    stop: () => watched?.stop(),
  };
}

function summary({ added, updated, deleted }: FlagDifference): string {
  const parts = Object.entries({ added, updated, deleted }).flatMap(([what, flags]) => {
    const keys = Object.keys(flags);
    return keys.length === 0 ? [] : [`${what} ${keys.join(', ')}`];
  });
  return parts.join('; ');
}
