/**
 * Path in the project's cache: `$GOFF_WEB_CACHE`, else `$XDG_CACHE_HOME/goff-web`, else `~/.cache/goff-web`. The folder
 * may not exist yet.
 *
 * @param names - Folders below the root; the first says what is kept, the next by which versions or lock file.
 */
export declare function cacheFolder(...names: readonly string[]): string;
