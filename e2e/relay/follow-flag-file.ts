import { unwatchFile, watchFile } from 'node:fs';
import { readFile } from 'node:fs/promises';
import type { Relay } from './relay.ts';

const LOOK_INTERVAL_MS = 300;

/**
 * Keeps the relay proxy's flags those of a file that somebody edits. Looks at the file's time instead of listening: an
 * editor that writes by rename ends every listener.
 *
 * @returns What ends it.
 */
export function followFlagFile(relay: Relay, path: string, say: (line: string) => void): () => void {
  const follow = async () => {
    try {
      await relay.writeFlags(await readFile(path, 'utf8'));
      say(`serving the flags of ${path} as they are now`);
    } catch (error) {
      say(error instanceof Error ? error.message : String(error));
    }
  };
  const look = () => void follow();
  watchFile(path, { interval: LOOK_INTERVAL_MS }, look);
  return () => unwatchFile(path, look);
}
