import { readFileSync } from 'node:fs';
import path from 'node:path';
import { parse } from 'yaml';

const FILE = path.resolve(import.meta.dirname, '../../apps/demo/flags.yaml');

/** Flag key → flag. */
export type Flags = Readonly<Record<string, Readonly<Record<string, unknown>>>>;

/** The demo's own flags file as it is written: comments, dates and all. */
export const DEMO_FLAGS_FILE: string = readFileSync(FILE, 'utf8');

/** The demo's flags with some of them replaced, or with further ones. */
export function demoFlagsWith(edits: Flags): Flags {
  return { ...(parse(DEMO_FLAGS_FILE) as Flags), ...edits };
}
