// In place of the modules that few pages need, or only once their flags are shown; as in `engine-twin.ts`, `await import()` waits for a script.
import { leave } from '../deposit.ts';
import { runScript } from './run-script.ts';

// oxlint-disable-next-line unicorn/no-thenable -- it is meant to be waited for
export function then(resolve: (exported: object) => void, reject: (cause: unknown) => void): void {
  // The script cannot run others itself: only this one knows the page's nonce, and a policy of Trusted Types is made once.
  leave('goff.js', { runTwin: () => runScript('engine.js', TWIN_INTEGRITY) });
  runScript('goff-later.js', LATER_INTEGRITY).then(resolve, reject);
}
