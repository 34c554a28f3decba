// What no provider can do without, and nothing else: the floor under a start. It reads what a visit of the measuring page has left on the device, or
// fetches what that fetches, and compiles and parses it.
import { lastEndOf } from './last-end-of.ts';
import type { StartTimes } from './measuring-page.ts';

const scriptStartMs = performance.now();
const ENGINE = new URL('../../../engine/dist/engine.wasm', import.meta.url);
const relay = new URLSearchParams(location.search).get('relay') ?? '';
const anything: WebAssembly.Imports = new Proxy({}, { get: () => new Proxy({}, { get: () => () => 0 }) });

/** By name, so that a profile can tell. */
function parseConfiguration(text: string): unknown {
  return JSON.parse(text);
}

function answerOf<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}

async function readDevice(): Promise<void> {
  const database = await answerOf(indexedDB.open('goff-web-1'));
  const entries = database.transaction('entries').objectStore('entries');
  const names = (await answerOf(entries.getAllKeys())).map(String);
  const read = (kind: string): Promise<unknown> =>
    answerOf(entries.get(names.find((name) => name.includes(kind)) ?? kind));
  await Promise.all([
    read('/engine/').then((bytes) => WebAssembly.instantiate(bytes as ArrayBuffer, anything)),
    read('/configuration/').then((text) => JSON.parse(String(text).slice(String(text).indexOf('{')))),
  ]);
}

async function fetchAll(): Promise<void> {
  await Promise.all([
    WebAssembly.instantiateStreaming(fetch(ENGINE), anything),
    fetch(`${relay}/v1/flag/configuration`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: '{}',
    })
      .then((response) => response.text())
      .then(parseConfiguration),
  ]);
}

await (new URLSearchParams(location.search).has('first') ? fetchAll() : readDevice());
const readyMs = performance.now();
const downloadedMs = lastEndOf((name) => name.endsWith('.wasm') || name.includes('/v1/flag/configuration'));
const times: StartTimes = { scriptThereMs: 0, scriptStartMs, madeMs: scriptStartMs, readyMs, downloadedMs };
navigator.sendBeacon('/started', JSON.stringify(times));
