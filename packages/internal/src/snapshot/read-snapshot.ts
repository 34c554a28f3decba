import { frozenCopy } from '../json/frozen-copy.ts';
import { isRecord } from '../json/is-record.ts';
import type { FlagAnswer } from '../resolution/flag-answer.ts';
import { toFlagMetadata } from '../resolution/to-flag-metadata.ts';
import { SNAPSHOT_FORMAT } from './evaluation-snapshot.ts';

/** What a snapshot says. */
export interface UsableSnapshot {
  readonly kind: 'usable';
  /** Digest of the context that the answers hold for, as `digestContext` gives it; nobody else may be shown them. */
  readonly context: string;
  /** Frozen copies. */
  readonly answers: ReadonlyMap<string, FlagAnswer>;
  /** Keys of the flags whose evaluations are not to be recorded. */
  readonly untracked: ReadonlySet<string>;
  /** Unix time in milliseconds of the evaluations that have been recorded already, by flag key. */
  readonly exposed: ReadonlyMap<string, number>;
}

/** A snapshot that was read, or why it cannot be used, as the end of a sentence about it. */
export type ReadSnapshot = UsableSnapshot | { readonly kind: 'unusable'; readonly problem: string };

/** Reads what `writeSnapshot` wrote, from the same or another copy of this library. Never throws; what it returns shares nothing with `input`. */
export function readSnapshot(input: unknown): ReadSnapshot {
  if (!isRecord(input) || input['format'] !== SNAPSHOT_FORMAT)
    return unusable(`is not of the format ${SNAPSHOT_FORMAT}`);
  const { context, flags } = input;
  if (typeof context !== 'string' || !Array.isArray(flags) || !flags.every(isFlag)) return unusable('is damaged');
  return {
    kind: 'usable',
    context,
    answers: new Map(flags.map((flag) => [flag[0], toAnswer(flag)])),
    untracked: new Set(listOf(input['untracked']) as string[]),
    exposed: new Map(listOf(input['exposed']).filter(Array.isArray) as [string, number][]),
  };
}

type WireFlag = readonly [flagKey: string, value: unknown, reason: string, ...ending: unknown[]];

function toAnswer(flag: WireFlag): FlagAnswer {
  const [, value, reason, variant, metadata, errorCode, errorMessage] = flag;
  return {
    value: frozenCopy(value),
    reason,
    variant: textOf(variant),
    flagMetadata: isRecord(metadata) ? toFlagMetadata(metadata) : undefined,
    errorCode: textOf(errorCode),
    errorMessage: textOf(errorMessage),
  };
}

function isFlag(flag: unknown): flag is WireFlag {
  return Array.isArray(flag) && typeof flag[0] === 'string' && typeof flag[2] === 'string';
}

/** Notes that say nothing of use do no harm. */
function listOf(value: unknown): unknown[] {
  return Array.isArray(value) ? value : [];
}

function textOf(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}

function unusable(problem: string): ReadSnapshot {
  return { kind: 'unusable', problem };
}
