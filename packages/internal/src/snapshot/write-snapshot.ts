import type { ContextLike } from '../context/snapshot-context.ts';
import type { FlagAnswer } from '../resolution/flag-answer.ts';
import { digestContext } from './digest-context.ts';
import { type EvaluationSnapshot, SNAPSHOT_FORMAT, type SnapshotFlag } from './evaluation-snapshot.ts';

/** What a snapshot may say besides the answers. */
export interface SnapshotNotes {
  /** Keys of the flags whose evaluations are not to be recorded. */
  readonly untracked?: Iterable<string>;
  /** Flags whose evaluation has been recorded already, with the Unix time in milliseconds. */
  readonly exposed?: Iterable<readonly [flagKey: string, atMs: number]>;
}

/** Writes what is known about flags for `context`. It is the caller's to keep and to write to: what answers are made from is copied. */
export function writeSnapshot(
  context: ContextLike | undefined,
  answers: Iterable<readonly [flagKey: string, answer: FlagAnswer]>,
  notes: SnapshotNotes = {},
): EvaluationSnapshot {
  const untracked = [...(notes.untracked ?? [])];
  const exposed = [...(notes.exposed ?? [])];
  return JSON.parse(
    JSON.stringify({
      format: SNAPSHOT_FORMAT,
      context: digestContext(context),
      flags: Array.from(answers, ([flagKey, answer]) => toSnapshotFlag(flagKey, answer)),
      ...(untracked.length > 0 && { untracked }),
      ...(exposed.length > 0 && { exposed }),
    } satisfies EvaluationSnapshot),
  );
}

function toSnapshotFlag(flagKey: string, answer: FlagAnswer): SnapshotFlag {
  const { value = null, reason, variant, flagMetadata, errorCode, errorMessage } = answer;
  const ending = [variant ?? null, flagMetadata ?? null, errorCode ?? null, errorMessage ?? null] as const;
  const length = ending.findLastIndex((part) => part !== null) + 1;
  // A tuple's tail of optional members may end anywhere.
  return [flagKey, value, reason, ...ending.slice(0, length)] as unknown as SnapshotFlag;
}
