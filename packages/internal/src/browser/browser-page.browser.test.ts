import { expect, it } from 'vitest';
import type { PageEvent } from '../platform/page.ts';
import { browserPage } from './browser-page.ts';

function anEar() {
  const page = browserPage();
  const heard: PageEvent[] = [];
  const cancel = page?.listen((event) => heard.push(event));
  return { heard, cancel: () => cancel?.(), page };
}

function tellWindow(): void {
  for (const type of ['pagehide', 'online', 'offline']) window.dispatchEvent(new Event(type));
  window.dispatchEvent(new PageTransitionEvent('pageshow', { persisted: false }));
  window.dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true }));
  for (const type of ['visibilitychange', 'freeze', 'resume']) document.dispatchEvent(new Event(type));
}

it('calls what happens to a page by its names, and a load no return', () => {
  const ear = anEar();
  tellWindow();
  ear.cancel();
  const seen = document.visibilityState === 'hidden' ? 'hidden' : 'visible';
  expect(ear.heard).toEqual(['left', 'online', 'offline', 'returned', seen, 'frozen', 'resumed']);
  expect(ear.page?.hidden()).toBe(seen === 'hidden');
});

it('hears nothing after it was cancelled', () => {
  const ear = anEar();
  ear.cancel();
  tellWindow();
  expect(ear.heard).toEqual([]);
});
