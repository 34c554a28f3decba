import type { Page, PageEvent } from './page.ts';

/** A page for tests, to which things happen when they are told. */
export interface FakePage extends Page {
  /** Lets `event` happen; `hidden` and `visible` change what {@link Page.hidden} says. */
  tell(event: PageEvent): void;
  /** How many listeners are waiting. */
  listeners(): number;
}

/** Makes a {@link FakePage} that somebody is looking at. */
export function createFakePage(): FakePage {
  const listeners = new Set<(event: PageEvent) => void>();
  let isHidden = false;
  return {
    hidden: () => isHidden,
    listen(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    tell(event) {
      if (event === 'hidden' || event === 'visible') isHidden = event === 'hidden';
      for (const listener of listeners) listener(event);
    },
    listeners: () => listeners.size,
  };
}
