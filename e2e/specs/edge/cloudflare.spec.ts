import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { describeEdgeApp } from './describe-edge-app.ts';
import { expect, test } from './edge-app-test.ts';

const APP = join(import.meta.dirname, '../../../apps/edge-cloudflare');

test.use({ platform: 'cloudflare' });
// One worker, which builds the application once.
test.describe.configure({ mode: 'default' });

test.describe('the Worker for Cloudflare', describeEdgeApp);

test('the Worker weighs what its README says', async ({ app }) => {
  expect(app.url).not.toBe('');
  const files = (await readdir(join(APP, 'dist'))).filter((name) => /\.(js|wasm)$/.test(name));
  const contents = await Promise.all(files.map((name) => readFile(join(APP, 'dist', name))));
  const kilobytesOf = (sizes: readonly number[]): number => Math.round(sizes.reduce((sum, size) => sum + size) / 1_000);
  const [, raw, compressed] =
    /\((\d+) kB, (\d+) kB compressed/.exec(await readFile(join(APP, 'README.md'), 'utf8')) ?? [];
  expect(Math.abs(kilobytesOf(contents.map(({ length }) => length)) - Number(raw))).toBeLessThanOrEqual(3);
  expect(
    Math.abs(kilobytesOf(contents.map((content) => gzipSync(content).length)) - Number(compressed)),
  ).toBeLessThanOrEqual(2);
});
