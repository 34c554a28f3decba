import { expect, it } from 'vitest';
import type { StreamKind, StreamListener } from '../stream/change-stream.ts';
import { openBrowserStream } from './open-browser-stream.ts';

/** A listener that writes down what it hears, and a promise of the end. */
function anEar() {
  const heard: string[] = [];
  let end: () => void = () => undefined;
  const ended = new Promise<void>((resolve) => {
    end = resolve;
  });
  const listener: StreamListener = {
    opened: () => void heard.push('opened'),
    changed: () => void heard.push('changed'),
    ended(isCut) {
      heard.push(isCut === true ? 'cut' : 'ended');
      end();
    },
  };
  return { ended, heard, listener };
}

/** Nobody listens there; ports below 1024 that browsers forbid would throw instead. */
const NOWHERE = 'http://127.0.0.1:9999';

it.each<[StreamKind, string, string]>([
  ['sse', `${globalThis.location.origin}/no/such/stream`, 'ended'],
  // Firefox gives up in either case.
  ['sse', NOWHERE, navigator.userAgent.includes('Firefox') ? 'ended' : 'cut'],
  ['websocket', NOWHERE.replace('http', 'ws'), 'cut'],
])('ends once, and tries nothing by itself, where %s is not to be had at %s', async (kind, url, how) => {
  const ear = anEar();
  const close = openBrowserStream(kind, url, ear.listener);
  await ear.ended;
  close?.();
  // An EventSource of its own accord would be back after three seconds.
  await new Promise((resolve) => setTimeout(resolve, 3_500));
  expect(ear.heard).toEqual([how]);
});

it.each<[StreamKind, string]>([
  ['sse', NOWHERE],
  ['websocket', NOWHERE.replace('http', 'ws')],
])('says nothing more once %s was closed', async (kind, url) => {
  const ear = anEar();
  openBrowserStream(kind, url, ear.listener)?.();
  await new Promise((resolve) => setTimeout(resolve, 1_000));
  expect(ear.heard).toEqual([]);
});
