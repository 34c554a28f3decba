import { loadedFrom, nonce } from '#loaded-script';
import { TWIN_KEY } from '../twin-key.ts';

type Instantiate = () => unknown;

/** The one part of Trusted Types that is used here; the compiler's library does not have it. */
interface TrustedTypes {
  createPolicy(
    name: string,
    rules: { createScriptURL(address: string): string },
  ): {
    createScriptURL(address: string): string;
  };
}

/** A page that asks for Trusted Types allows this policy by `trusted-types goff-web`. Made when it is needed, and kept to one address. */
function trusted(address: string): string {
  const factory: TrustedTypes | undefined = Reflect.get(globalThis, 'trustedTypes');
  return factory?.createPolicy('goff-web', { createScriptURL: () => address }).createScriptURL(address) ?? address;
}

function runScript(address: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const script = document.createElement('script');
    script.onload = () => resolve();
    script.onerror = reject;
    script.crossOrigin = 'anonymous';
    script.integrity = TWIN_INTEGRITY;
    script.nonce = nonce ?? '';
    script.src = trusted(address);
    document.head.append(script);
    script.remove();
  });
}

async function loadTwin(): Promise<Instantiate> {
  const address = new URL('engine.js', loadedFrom).href;
  if (!Reflect.has(globalThis, TWIN_KEY)) {
    await (typeof document === 'object' ? runScript(address) : import(/* @vite-ignore */ address));
  }
  return Reflect.get(globalThis, TWIN_KEY);
}

/**
 * Makes this module one that has to be waited for: `await import()` of it gives what is resolved here. The engine's host imports its twin, and
 * a classic script has no other module that could wait for a file.
 */
// oxlint-disable-next-line unicorn/no-thenable -- it is meant to be waited for
export function then(resolve: (twin: { instantiate: Instantiate }) => void, reject: (cause: unknown) => void): void {
  loadTwin().then((instantiate) => resolve({ instantiate }), reject);
}
