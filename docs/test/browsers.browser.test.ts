import { expect, it } from 'vitest';
import page from '../browsers.md?raw';

/** What a browser can lack, by the words of the documentation's table. */
const FEATURES: Readonly<Record<string, () => boolean>> = {
  'Web Locks': () => 'locks' in navigator,
  BroadcastChannel: () => 'BroadcastChannel' in globalThis,
  'crypto.subtle': () => globalThis.crypto?.subtle !== undefined,
  EventSource: () => 'EventSource' in globalThis,
  'WebAssembly.instantiateStreaming': () => typeof WebAssembly.instantiateStreaming === 'function',
  IndexedDB: () => 'indexedDB' in globalThis,
  'fetch with keepalive': () => 'keepalive' in Request.prototype,
  'scheduler.postTask': () => 'scheduler' in globalThis,
  requestIdleCallback: () => 'requestIdleCallback' in globalThis,
  'freeze event': () => 'onfreeze' in document,
};

const BROWSERS = ['Chromium', 'Firefox', 'WebKit'] as const;

function thisBrowser(): (typeof BROWSERS)[number] {
  const { userAgent } = navigator;
  if (/Firefox\//.test(userAgent)) return 'Firefox';
  return /Chrom(e|ium)\//.test(userAgent) ? 'Chromium' : 'WebKit';
}

/** The cells of the table's rows, by feature. */
const rows = new Map(
  page
    .split('\n')
    .filter((line) => line.startsWith('| `') || line.startsWith('| the '))
    .map((line) => line.split('|').map((cell) => cell.trim().replaceAll('`', '').replace(/^the /, '')))
    .map(([, feature = '', ...cells]) => [feature, cells] as const),
);

it.each(Object.entries(FEATURES))('has, or lacks, %s as the documentation says', (feature, has) => {
  const cell = rows.get(feature)?.[BROWSERS.indexOf(thisBrowser())];
  expect(cell).toBe(has() ? 'yes' : 'no');
});

it('is told about every feature of the table', () => {
  expect([...rows.keys()]).toEqual(Object.keys(FEATURES));
});
