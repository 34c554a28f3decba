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

test('Lighthouse gives at least 95 in each category, to a phone', async ({ embedded }) => {
  test.setTimeout(120_000);
  const chromium = await startChromium();
  const run = await lighthouse(embedded.url, { port: chromium.port, logLevel: 'error', output: 'json' });
  await chromium.stop();
  const categories = Object.values(run?.lhr.categories ?? {});
  const scores = categories.map(({ id, score }) => [id, Math.round((score ?? 0) * 100)] as const);
  const failing = Object.values(run?.lhr.audits ?? {}).filter(({ score }) => score !== null && score < 0.9);
  const blocking = run?.lhr.audits['total-blocking-time']?.displayValue;
  test.info().annotations.push({ type: 'scores', description: JSON.stringify(scores) });
  expect(
    scores.filter(([, score]) => score < LEAST),
    [`total blocking time ${blocking}`, ...failing.map(({ id, title }) => `${id}: ${title}`)].join('\n'),
  ).toEqual([]);
  expect(scores.length).toBeGreaterThanOrEqual(4);
});
