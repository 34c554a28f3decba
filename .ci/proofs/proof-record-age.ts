import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { PROJECT } from '../steps/run-command.ts';

const DAY_MS = 86_400_000;

function textIn(record: unknown, name: string): string {
  const value: unknown = typeof record === 'object' && record !== null ? Reflect.get(record, name) : undefined;
  return typeof value === 'string' ? value : '';
}

/** How old the committed record of a proof's full run is, in words. */
export async function proofRecordAge(name: string, now: number): Promise<string> {
  const text = await readFile(join(PROJECT, 'docs', 'proof', `${name}.json`), 'utf8').catch(() => undefined);
  if (text === undefined) return `no record of a full run (pnpm proof ${name})`;
  const record: unknown = JSON.parse(text);
  const days = Math.floor((now - Date.parse(textIn(record, 'date'))) / DAY_MS);
  return `record of the full run: ${days} days old, commit ${textIn(record, 'commit').slice(0, 8)}`;
}
