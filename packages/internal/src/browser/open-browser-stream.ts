import type { OpenChangeStream } from '../stream/change-stream.ts';

/** `EventSource` and `WebSocket`, where the platform has them: workers of older browsers have neither, Node has one. */
export const openBrowserStream: OpenChangeStream = (kind, url, listener) => {
  const Source = kind === 'sse' ? globalThis.EventSource : globalThis.WebSocket;
  if (typeof Source !== 'function') return undefined;
  const source: EventTarget & { close(): void } = new Source(url);
  const end = new AbortController();
  const close = (): void => {
    end.abort();
    source.close();
  };
  // An EventSource tries again by itself every three seconds, for ever, or not at all: neither is wanted.
  const onEnd = (): void => {
    close();
    listener.ended();
  };
  const { signal } = end;
  source.addEventListener('open', () => listener.opened(), { signal });
  source.addEventListener('message', () => listener.changed(), { signal });
  source.addEventListener('error', onEnd, { signal });
  source.addEventListener('close', onEnd, { signal });
  return close;
};
