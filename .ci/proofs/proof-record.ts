import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { PROJECT } from '../steps/run-command.ts';

const DAY_MS = 86_400_000;

/** What `docs/proof/<name>.json` holds of one full run. */
export interface ProofRecord {
  readonly claim: string;
  readonly command: string;
  readonly seed: number;
  /** The commit it ran on; `+` at its end: with changes that were not committed. */
  readonly commit: string;
  readonly finishedAt: string;
  readonly durationSeconds: number;
  readonly isPassed: boolean;
  /** The last lines the proof printed. */
  readonly figures: readonly string[];
}

function recordFile(name: string): string {
  return join(PROJECT, 'docs', 'proof', `${name}.json`);
}

/** Writes the record of a full run in place of the former one. */
export async function writeProofRecord(name: string, record: ProofRecord): Promise<string> {
  await mkdir(join(PROJECT, 'docs', 'proof'), { recursive: true });
  await writeFile(recordFile(name), `${JSON.stringify(record, undefined, 2)}\n`);
  return recordFile(name);
}

/** How old the committed record of a proof is, in words. */
export async function proofRecordAge(name: string, now: number): Promise<string> {
  const text = await readFile(recordFile(name), 'utf8').catch(() => undefined);
  if (text === undefined) return 'no record of a full run';
  const record: ProofRecord = JSON.parse(text);
  const days = Math.floor((now - Date.parse(record.finishedAt)) / DAY_MS);
  return `full run ${record.isPassed ? 'passed' : 'FAILED'} ${days} days ago at ${record.commit.slice(0, 8)}`;
}
