import type { OpenChangeStream } from '../stream/change-stream.ts';

/** `EventSource` and `WebSocket`, where the platform has them: workers of older browsers have neither, Node has one. */
export const openBrowserStream: OpenChangeStream = (kind, url, listener) => {
  const Source = kind === 'sse' ? globalThis.EventSource : globalThis.WebSocket;
  if (typeof Source !== 'function') return undefined;
  const source: EventTarget & { readonly readyState: number; close(): void } = new Source(url);
  const end = new AbortController();
  const close = (): void => {
    end.abort();
    source.close();
  };
  // An EventSource tries again by itself every three seconds, for ever, or not at all: neither is wanted.
  const onEnd = (): void => {
    // An EventSource that was answered is closed for good; one that was cut would try again (in Firefox, if it ever was open). A WebSocket never tells.
    const isCut = source.readyState !== globalThis.EventSource?.CLOSED;
    close();
    listener.ended(isCut);
  };
  const { signal } = end;
  source.addEventListener('open', () => listener.opened(), { signal });
  source.addEventListener('message', () => listener.changed(), { signal });
  source.addEventListener('error', onEnd, { signal });
  source.addEventListener('close', onEnd, { signal });
  return close;
};
