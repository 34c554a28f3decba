// In place of the engine's twin in `goff-later.js`: the script that has asked for that one runs it.
import { left } from '../deposit.ts';

// oxlint-disable-next-line unicorn/no-thenable -- it is meant to be waited for
export function then(resolve: (exported: object) => void, reject: (cause: unknown) => void): void {
  const script = left('goff.js') as { runTwin(): Promise<object> };
  script.runTwin().then(resolve, reject);
}
