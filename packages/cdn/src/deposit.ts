// A classic script has no exports: what it makes, it leaves in the page, under a name that only the same version looks for.

/** The scripts that `goff.js` asks for. */
export type ScriptFile = 'engine.js' | 'goff-later.js';

/** Who leaves something. */
type Leaver = ScriptFile | 'goff.js';

const keyOf = (file: Leaver): symbol => Symbol.for(`@goff-web/cdn ${VERSION} ${file}`);

/** Called by the script. Copies of one version leave the same. */
export function leave(file: Leaver, exported: object): void {
  Reflect.set(globalThis, keyOf(file), exported);
}

/** What the script has left; `undefined` where it has not run. */
export function left(file: Leaver): object | undefined {
  return Reflect.get(globalThis, keyOf(file));
}
