/** None in a worker that has loaded the script by `importScripts()`. */
const page: Document | undefined = globalThis.document;

/** Known only while the script is first run, also with `async` and `defer`. Null where its text was put into another script or into the page. */
const script = page?.currentScript;

/** Where this script came from: the engine's files lie beside it. */
export const loadedFrom: string =
  script instanceof HTMLScriptElement && script.src ? script.src : (page?.baseURI ?? location.href);

/** The nonce that the page's Content-Security-Policy asks of scripts, if there is one. */
export const nonce: string | undefined = script?.nonce;
