import { readFile } from 'node:fs/promises';
import { expect, it } from 'vitest';

const BROWSER_ONLY = [
  'indexedDB',
  'idb-keyval',
  'BroadcastChannel',
  'EventSource',
  'WebSocket',
  'pagehide',
  'navigator',
  'localStorage',
];

it('keeps what only browsers have out of the entry for the edge', async () => {
  const read = (file: string): Promise<string> => readFile(new URL(`../dist/${file}`, import.meta.url), 'utf8');
  const code = (await read('edge.js')).replaceAll(/\/\*[\s\S]*?\*\/|^\s*\/\/.*$/gm, '');
  expect(BROWSER_ONLY.filter((name) => code.includes(name))).toEqual([]);
  // The browsers' entry has them, so the names are right.
  expect(await read('index.js')).toMatch(/indexedDB/);
});
