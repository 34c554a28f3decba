/** Where this module came from: the engine's files lie beside it. */
export const loadedFrom: string = import.meta.url;

/** The nonce that the page's Content-Security-Policy asks of scripts, if there is one: a module cannot see its own element. */
export const nonce: string | undefined =
  typeof document === 'object' ? document.querySelector<HTMLScriptElement>('script[nonce]')?.nonce : undefined;
