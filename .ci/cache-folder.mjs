// Where everything that is downloaded or built once lives: outside the tracked tree, one folder for all clones.
// Every entry is named by the versions or the lock file it was made from, so that a change of either makes a new one.
import { homedir } from 'node:os';
import { join, resolve } from 'node:path';

/** @type {import('./cache-folder.d.mts').cacheFolder} */
export function cacheFolder(...names) {
  const given = process.env['GOFF_WEB_CACHE'];
  const shared = process.env['XDG_CACHE_HOME'];
  const root = given ? resolve(given) : join(shared ? resolve(shared) : join(homedir(), '.cache'), 'goff-web');
  return join(root, ...names);
}
