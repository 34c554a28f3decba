import type { Page, PageEvent } from '../platform/page.ts';

/** Where each event of the platform is heard, and what it is called here. */
const DOCUMENT_EVENTS: readonly (readonly [string, PageEvent])[] = [
  ['freeze', 'frozen'],
  ['resume', 'resumed'],
];
const GLOBAL_EVENTS: readonly (readonly [string, PageEvent])[] = [
  ['pagehide', 'left'],
  ['online', 'online'],
  ['offline', 'offline'],
];

/** The page or worker that this code runs in; `undefined` where there are no such events, as in Node. */
export function browserPage(): Page | undefined {
  if (typeof globalThis.addEventListener !== 'function') return undefined;
  const page = typeof document === 'object' ? document : undefined;
  const hidden = (): boolean => page?.visibilityState === 'hidden';
  return {
    hidden,
    listen(listener) {
      const end = new AbortController();
      const on = (target: EventTarget | undefined, type: string, call: (event: Event) => void): void =>
        target?.addEventListener(type, call, { signal: end.signal });
      on(page, 'visibilitychange', () => listener(hidden() ? 'hidden' : 'visible'));
      // `pageshow` comes at each load as well; only one that ends a stay in the back/forward cache is a return.
      on(globalThis, 'pageshow', (event) => {
        if ('persisted' in event && event.persisted === true) listener('returned');
      });
      for (const [type, name] of DOCUMENT_EVENTS) on(page, type, () => listener(name));
      for (const [type, name] of GLOBAL_EVENTS) on(globalThis, type, () => listener(name));
      return () => end.abort();
    },
  };
}
