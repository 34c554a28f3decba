import { spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import lighthouse from 'lighthouse';
import { freePort } from '../../relay/free-port.ts';
import { expect, test } from './embedded-demo.ts';

const CHROMIUM = process.env['CHROMIUM_PATH'] ?? '/usr/lib/chromium/chromium-headless-shell';
const LEAST = 95;

/** A browser that Lighthouse can have for itself. */
async function startChromium(): Promise<{ readonly port: number; stop(): Promise<void> }> {
  const port = await freePort();
  const profile = await mkdtemp(join(tmpdir(), 'goff-lighthouse-'));
  const flags = ['--no-sandbox', '--disable-quic', `--remote-debugging-port=${port}`, `--user-data-dir=${profile}`];
  const browser = spawn(CHROMIUM, [...flags, 'about:blank'], { stdio: ['ignore', 'ignore', 'pipe'] });
  const ended = new Promise((resolve) => browser.once('exit', resolve));
  await new Promise<void>((resolve, reject) => {
    browser.stderr.on('data', (chunk: Buffer) => {
      if (String(chunk).includes('DevTools listening')) resolve();
    });
    browser.once('error', reject);
  });
  return {
    port,
    async stop() {
      browser.kill();
      await ended;
      await rm(profile, { recursive: true, force: true, maxRetries: 3 });
    },
  };
}

/** What does not depend on how busy this machine is. Performance is printed: beside other tests it says more of the machine than of the page. */
const HELD = ['accessibility', 'best-practices', 'seo'];

test('Lighthouse gives at least 95 for accessibility, best practices and search engines', async ({ embedded }) => {
  test.setTimeout(120_000);
  const chromium = await startChromium();
  const options = {
    port: chromium.port,
    logLevel: 'error',
    output: 'json',
    onlyCategories: [...HELD, 'performance'],
  } as const;
  const run = await lighthouse(embedded.url, { ...options, onlyCategories: [...options.onlyCategories] });
  await chromium.stop();
  const categories = Object.values(run?.lhr.categories ?? {});
  const scores = categories.map(({ id, score }) => [id, Math.round((score ?? 0) * 100)] as const);
  console.log(`Lighthouse: ${scores.map((score) => score.join(' ')).join(', ')}`);
  expect(scores.filter(([id, score]) => HELD.includes(id) && score < LEAST)).toEqual([]);
  expect(scores).toHaveLength(HELD.length + 1);
});
