// In place of the engine's twin. `await import()` of a module with a `then` gives what that resolves with: so the engine's host waits for a script
// here, where bundlers give it a chunk.
import { runScript } from './run-script.ts';

// oxlint-disable-next-line unicorn/no-thenable -- it is meant to be waited for
export function then(resolve: (exported: object) => void, reject: (cause: unknown) => void): void {
  runScript('engine.js', TWIN_INTEGRITY).then(resolve, reject);
}
