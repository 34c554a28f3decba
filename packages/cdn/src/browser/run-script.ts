import { loadedFrom, nonce } from '#loaded-script';
import { left, type ScriptFile } from '../deposit.ts';

/** The one part of Trusted Types that is used here; the compiler's library does not have it. */
interface ScriptPolicy {
  createScriptURL(address: string): string;
}

interface TrustedTypes {
  createPolicy(name: string, rules: ScriptPolicy): ScriptPolicy;
}

const running = new Map<ScriptFile, Promise<object>>();
let policy: ScriptPolicy | undefined;

/** A page that asks for Trusted Types allows this policy by `trusted-types goff-web`. Made when it is needed, and handed to nobody. */
function trusted(address: string): string {
  const factory: TrustedTypes | undefined = Reflect.get(globalThis, 'trustedTypes');
  policy ??= factory?.createPolicy('goff-web', { createScriptURL: (given) => given });
  return policy?.createScriptURL(address) ?? address;
}

function insert(address: string, integrity: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const script = document.createElement('script');
    script.onload = () => resolve();
    script.onerror = reject;
    script.crossOrigin = 'anonymous';
    script.integrity = integrity;
    script.nonce = nonce ?? '';
    script.src = trusted(address);
    document.documentElement.append(script);
    script.remove();
  });
}

async function run(file: ScriptFile, integrity: string): Promise<object> {
  const address = new URL(file, loadedFrom).href;
  if (left(file) === undefined) {
    await (typeof document === 'object' ? insert(address, integrity) : import(/* @vite-ignore */ address));
  }
  const exported = left(file);
  if (exported === undefined) throw new Error(`${address} is not of this script's version.`);
  return exported;
}

/**
 * Runs a file that lies beside this script, once, and gives what it makes. By a script element with the nonce of this one: a policy of hashes
 * admits that, and no `import()`. In a worker, which has no elements, by `import()`.
 */
export function runScript(file: ScriptFile, integrity: string): Promise<object> {
  const known = running.get(file);
  if (known !== undefined) return known;
  const started = run(file, integrity).catch((cause: unknown) => {
    running.delete(file);
    throw cause;
  });
  running.set(file, started);
  return started;
}
