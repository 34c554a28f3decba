import { readFile } from 'node:fs/promises';
import type { FlagSet } from './flag-set.ts';
import type { FlagDifference } from './flags/diff-flags.ts';
import { followFlagFile } from './flags/follow-flag-file.ts';
import { type FlagDefinitions, type FlagsByKey, readFlagObject, readFlags } from './flags/read-flags.ts';
import type { CheckedSource } from './options.ts';

/** Keeps a flag set in step with where its flags come from. */
export interface LiveSource {
  /** Reads the file again now; `false` where that failed. Flags from an object are always fresh. */
  refresh(): Promise<boolean>;
  /** Puts other flags in force. @throws FlagFileError and changes nothing where one has a field of the wrong type */
  setFlags(flags: FlagsByKey | string): void;
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
  const name = file ?? 'flags';

  function load(flags: FlagDefinitions): FlagDifference | undefined {
    const { difference, dropped } = flagSet.load(flags);
    for (const { flagKey, reason } of dropped)
      listener.log('error', `${name}: left out the flag "${flagKey}": ${reason}`);
    return difference;
  }
  function replace(flags: FlagDefinitions): void {
    const difference = load(flags);
    if (difference === undefined) return;
    listener.log('info', `${name}: ${summary(difference)}`);
    listener.onChange(difference);
  }
  const setFlags = (flags: FlagsByKey | string): void => replace(readHandedOver(flags));

  if (file === undefined) {
    load(readHandedOver(source.flags));
    const refresh = (): Promise<boolean> => {
      flagSet.touch();
      return Promise.resolve(true);
    };
    return { refresh, setFlags, stop: () => undefined };
  }

  const text = await readFile(file, 'utf8');
  load(readFlags(text, file));
  const followed = followFlagFile(file, text, fileIntervalMs, (news) => {
    if (news.kind === 'flags') replace(news.flags);
    else if (news.kind === 'same') flagSet.touch();
    else listener.log('error', `${messageOf(news.fault)}\nThe last good flags stay in force.`);
  });
  return { refresh: () => followed.refresh(), setFlags, stop: () => followed.stop() };
}

function readHandedOver(flags: FlagsByKey | string): FlagDefinitions {
  return typeof flags === 'string' ? readFlags(flags, 'flags') : readFlagObject(flags, 'flags');
}

function messageOf(fault: unknown): string {
  return fault instanceof Error ? fault.message : String(fault);
}

function summary({ added, updated, deleted }: FlagDifference): string {
  const parts = Object.entries({ added, updated, deleted }).flatMap(([what, flags]) => {
    const keys = Object.keys(flags);
    return keys.length === 0 ? [] : [`${what} ${keys.join(', ')}`];
  });
  return parts.join('; ');
}
