import { spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import lighthouse, { type Config, desktopConfig, type Flags } from 'lighthouse';
import { CHROMIUM_SHELL } from '../../../.ci/browsers.ts';
import { freePort } from '../../relay/free-port.ts';
import { expect, test } from './embedded-demo.ts';

const LEAST = 95;

/** A browser that Lighthouse can have for itself. */
async function startChromium(): Promise<{ readonly port: number; stop(): Promise<void> }> {
  const port = await freePort();
  const profile = await mkdtemp(join(tmpdir(), 'goff-lighthouse-'));
  const flags = ['--no-sandbox', '--disable-quic', `--remote-debugging-port=${port}`, `--user-data-dir=${profile}`];
  const browser = spawn(CHROMIUM_SHELL.executablePath, [...flags, 'about:blank'], {
    stdio: ['ignore', 'ignore', 'pipe'],
  });
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

/**
 * Lighthouse's own ways of looking. It reckons what a slow telephone or a desktop would have needed from what this machine did (its
 * default, "simulated throttling"), which still tells of other work on this machine: so nothing of ours runs beside it, and as other work can only
 * lower a score, three good looks count, out of nine at most.
 */
const DEVICES = { telephone: undefined, desktop: desktopConfig } as const;
const GOOD_LOOKS = 3;
const MOST_LOOKS = 9;
const CATEGORIES = ['performance', 'accessibility', 'best-practices', 'seo'];

type Scores = Readonly<Record<string, number>>;

async function look(url: string, config: Config | undefined): Promise<Scores> {
  const chromium = await startChromium();
  const flags: Flags = { port: chromium.port, logLevel: 'error', output: 'json', onlyCategories: [...CATEGORIES] };
  const run = await lighthouse(url, flags, config).finally(() => chromium.stop());
  const categories = Object.values(run?.lhr.categories ?? {});
  return Object.fromEntries(categories.map(({ id, score }) => [id, Math.round((score ?? 0) * 100)]));
}

const isGood = (scores: Scores): boolean => CATEGORIES.every((id) => (scores[id] ?? 0) >= LEAST);

for (const [device, config] of Object.entries(DEVICES)) {
  test(`Lighthouse gives at least ${LEAST} in each category, on a ${device}`, async ({ embedded }) => {
    test.setTimeout(400_000);
    const looks: Scores[] = [];
    while (looks.length < MOST_LOOKS && looks.filter(isGood).length < GOOD_LOOKS)
      looks.push(await look(embedded.url, config));
    const told = CATEGORIES.map((id) => `${id} ${looks.map((scores) => scores[id]).join('/')}`);
    expect(looks.filter(isGood).length, `Lighthouse, ${device}: ${told.join(', ')}`).toBe(GOOD_LOOKS);
  });
}
