// In place of the modules that a page needs only once its flags are shown; as in `engine-twin.ts`, `await import()` waits for a script.
import { runScript } from './run-script.ts';

// oxlint-disable-next-line unicorn/no-thenable -- it is meant to be waited for
export function then(resolve: (exported: object) => void, reject: (cause: unknown) => void): void {
  runScript('goff-later.js', LATER_INTEGRITY).then(resolve, reject);
}
