// Measures in-process mode in Chromium against the real relay proxy, and writes docs/benchmarks-client.md.
// `pnpm bench:client` (after `pnpm build`); `--quick` for a tenth of the work, which writes nothing.
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Browser, type CDPSession, chromium, type Page } from 'playwright';
import { build } from 'vite';
import { CHROMIUM_SHELL } from '../../../.ci/browsers.ts';
import { installedVersion } from '../../../.ci/installed-version.ts';
import { RELAY_VERSION } from '../../../e2e/relay/relay-version.ts';
import { startRelay } from '../../../e2e/relay/start-relay.ts';
import { type FileServer, serveFiles } from '../../../e2e/serve/serve-files.ts';
import { type Figures, figuresOf } from './figures.ts';
import type { MeasuringPage, StartTimes } from './page/measuring-page.ts';
import { NO_WORK, WORK, type Work, workBetween } from './work-between.ts';

declare global {
  var measure: MeasuringPage;
}

const PAGE = join(import.meta.dirname, 'page');
const isQuick = process.argv.includes('--quick');
const scaled = (count: number): number => (isQuick ? Math.ceil(count / 10) : count);
const FLAGS = Object.fromEntries(
  Array.from({ length: 1_000 }, (_, index) => [
    `flag-${index}`,
    {
      variations: { on: true, off: false },
      targeting: [
        { name: 'pros', query: `plan eq "pro" and targetingKey ne "user-${index}"`, variation: 'on' },
        { name: 'some', query: 'plan eq "free"', percentage: { on: 20, off: 80 } },
      ],
      defaultRule: { variation: 'off' },
    },
  ]),
);

/** As many as most applications have. */
const FEW_FLAGS = Object.fromEntries(Object.entries(FLAGS).slice(0, 100));

/** How much a first visit fetches and parses. */
const FLAG_KB = Math.round(JSON.stringify({ flags: FLAGS }).length / 1_000);

/** `legible`: with names, and OpenFeature apart, for a profile. */
async function buildPage(form: 'minified' | 'legible'): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'goff-bench-'));
  const groups = form === 'legible' ? [{ name: 'openfeature', test: /@openfeature/ }] : [];
  await build({
    configFile: false,
    root: PAGE,
    logLevel: 'warn',
    build: {
      outDir: folder,
      target: 'es2022',
      assetsInlineLimit: 0,
      emptyOutDir: true,
      minify: form === 'minified',
      rolldownOptions: {
        input: ['index.html', 'floor.html'].map((name) => join(PAGE, name)),
        output: { codeSplitting: { groups } },
      },
    },
  });
  return folder;
}

function addressOf(site: FileServer, relayUrl: string, file = '', more = ''): string {
  return `${site.origin}/${file}?relay=${encodeURIComponent(relayUrl)}${more}`;
}

async function open(page: Page, site: FileServer, relayUrl: string): Promise<void> {
  await page.goto(addressOf(site, relayUrl));
  await page.waitForFunction(() => 'measure' in globalThis);
}

/** Opens a page that starts by itself. Nothing is asked of it meanwhile: what the driver does in a page takes that page's time. */
async function start(page: Page, address: string): Promise<StartTimes> {
  const [report] = await Promise.all([page.waitForRequest('**/started'), page.goto(address)]);
  // What a visit does after it is READY is its own affair, and shall not run into the next one.
  await page.waitForTimeout(300);
  return JSON.parse(report.postData() ?? '');
}

/** A start, and beside it what no start can do without. */
interface Visits {
  readonly ours: readonly StartTimes[];
  readonly floor: readonly StartTimes[];
}

/** A fresh document, time and again, whose files are in the HTTP cache and whose configuration and engine are on the device. */
async function measureSecondVisits(browser: Browser, site: FileServer, relayUrl: string): Promise<Visits> {
  const page = await browser.newPage();
  const [ours, floor]: [StartTimes[], StartTimes[]] = [[], []];
  // Chromium keeps what it has compiled from the third time on.
  for (let visit = -5; visit < scaled(50); visit += 1) {
    const times = await start(page, addressOf(site, relayUrl, '', '&start'));
    const least = await start(page, addressOf(site, relayUrl, 'floor.html'));
    if (visit < 0) continue;
    ours.push(times);
    floor.push(least);
  }
  await page.close();
  return { ours, floor };
}

/** Opens a page in a browser profile of its own, on a slow machine and network. */
async function firstVisit<T>(browser: Browser, visit: (page: Page, session: CDPSession) => Promise<T>): Promise<T> {
  const context = await browser.newContext();
  const page = await context.newPage();
  const session = await context.newCDPSession(page);
  await session.send('Network.enable');
  await session.send('Network.emulateNetworkConditions', {
    offline: false,
    latency: 40,
    downloadThroughput: -1,
    uploadThroughput: -1,
  });
  await session.send('Emulation.setCPUThrottlingRate', { rate: 4 });
  const result = await visit(page, session);
  await context.close();
  return result;
}

/** First visits on a slow machine and network. */
async function measureFirstVisits(browser: Browser, site: FileServer, relayUrl: string): Promise<Visits> {
  const visitOn = (address: string): Promise<StartTimes> => firstVisit(browser, (page) => start(page, address));
  const [ours, floor]: [StartTimes[], StartTimes[]] = [[], []];
  for (let visit = 0; visit < scaled(20); visit += 1) {
    ours.push(await visitOn(addressOf(site, relayUrl, '', '&start')));
    floor.push(await visitOn(addressOf(site, relayUrl, 'floor.html', '&first')));
  }
  return { ours, floor };
}

/** Runs first visits under the browser's profiler. Gives the milliseconds that each kind of work takes between the later download and READY. */
async function profileFirstVisits(browser: Browser, address: string): Promise<Readonly<Record<Work, number>>> {
  const total = { ...NO_WORK };
  const visits = scaled(20);
  for (let visit = 0; visit < visits; visit += 1) {
    await firstVisit(browser, async (page, session) => {
      await session.send('Performance.enable');
      await session.send('Profiler.enable');
      await session.send('Profiler.setSamplingInterval', { interval: 200 });
      await session.send('Profiler.start');
      const { downloadedMs, readyMs } = await start(page, address);
      const { profile } = await session.send('Profiler.stop');
      const { metrics } = await session.send('Performance.getMetrics');
      const originMs = (metrics.find(({ name }) => name === 'NavigationStart')?.value ?? 0) * 1_000;
      const spent = workBetween(profile, originMs + downloadedMs, originMs + readyMs);
      for (const work of WORK) total[work] += spent[work] / visits;
    });
  }
  return total;
}

/** What an evaluation through OpenFeature's SDK takes beyond the same with a provider that returns a constant. */
async function measureEvaluations(
  browser: Browser,
  site: FileServer,
  relayUrl: string,
): Promise<{ ours: Figures; sdk: Figures; share: Figures }> {
  const page = await browser.newPage();
  await open(page, site, relayUrl);
  const { oursUs, sdkUs } = await page.evaluate(([url, batches]) => measure.evaluate(url, batches, 50_000), [
    relayUrl,
    scaled(60),
  ] as const);
  await page.close();
  return {
    ours: figuresOf(oursUs),
    sdk: figuresOf(sdkUs),
    share: figuresOf(oursUs.map((us, at) => us - (sdkUs[at] ?? 0))),
  };
}

async function usedBytes(session: CDPSession): Promise<number> {
  for (let round = 0; round < 3; round += 1) await session.send('HeapProfiler.collectGarbage');
  const { usedSize, backingStorageSize = 0 } = (await session.send('Runtime.getHeapUsage')) as {
    usedSize: number;
    backingStorageSize?: number;
  };
  return usedSize + backingStorageSize;
}

/** Bytes in use after a tenth of the work, after half, and after all of it. */
async function measureMemory(
  browser: Browser,
  site: FileServer,
  relayUrl: string,
  work: (page: Page, share: number) => Promise<void>,
): Promise<readonly number[]> {
  const page = await browser.newPage();
  const session = await page.context().newCDPSession(page);
  await open(page, site, relayUrl);
  const used: number[] = [];
  for (const share of [0.1, 0.4, 0.5]) {
    await work(page, share);
    used.push(await usedBytes(session));
  }
  await page.close();
  return used;
}

/** Serves the page as sites do: what bears a hash in its name is kept for ever. */
async function servePage(folder: string): Promise<FileServer> {
  const served = await serveFiles(folder);
  const headers = { 'Cache-Control': 'public, max-age=31536000, immutable' };
  for (const name of await readdir(join(folder, 'assets'))) {
    served.set(`/assets/${name}`, { body: await readFile(join(folder, 'assets', name)), headers });
  }
  return served;
}

const folder = await buildPage('minified');
const legible = await buildPage('legible');
const site = await servePage(folder);
const legibleSite = await servePage(legible);
const relay = await startRelay({ flags: FLAGS });
const smallRelay = await startRelay({ flags: FEW_FLAGS });
const browser = await chromium.launch({
  ...CHROMIUM_SHELL,
  args: [...CHROMIUM_SHELL.args, '--enable-precise-memory-info'],
});
try {
  const second = await measureSecondVisits(browser, site, relay.url);
  const first = await measureFirstVisits(browser, site, relay.url);
  const firstOfFew = await measureFirstVisits(browser, site, smallRelay.url);
  const profiles = {
    ours: await profileFirstVisits(browser, addressOf(legibleSite, relay.url, '', '&start')),
    floor: await profileFirstVisits(browser, addressOf(legibleSite, relay.url, 'floor.html', '&first')),
  };
  const evaluations = await measureEvaluations(browser, site, relay.url);
  const contexts = await measureMemory(browser, site, relay.url, (page, share) =>
    page.evaluate(([url, count]) => measure.changeContexts(url, count), [relay.url, scaled(100_000) * share] as const),
  );
  const updates = await measureMemory(browser, site, relay.url, (page, share) =>
    page.evaluate((count) => measure.updateConfiguration(count), scaled(10_000) * share),
  );
  const ms = (value: number): string => `${value.toFixed(1)} ms`;
  const us = (value: number): string => `${value.toFixed(2)} µs`;
  const mb = (value: number): string => `${(value / 1e6).toFixed(2)} MB`;
  const line = (what: string, { median, p95 }: Figures, of: string, aim = ''): string[] => [
    what,
    ms(median),
    ms(p95),
    of,
    aim,
  ];
  const between = (times: readonly StartTimes[], from: keyof StartTimes, to: keyof StartTimes): Figures =>
    figuresOf(times.map((visit) => visit[to] - visit[from]));
  const documents = `${second.ours.length} fresh documents`;
  const visitors = `${first.ours.length} browser profiles`;
  const rows = [
    line(
      'second visit: the script begins to run → READY from the device, 1,000 flags, engine included',
      between(second.ours, 'scriptStartMs', 'readyMs'),
      documents,
      'median ≤ 15 ms, p95 ≤ 30 ms',
    ),
    line(
      '… of that, until the libraries (OpenFeature, ky, ours) have been evaluated',
      between(second.ours, 'scriptStartMs', 'madeMs'),
      'the same',
    ),
    line(
      "… and the same from the arrival of the script's file: the browser makes the document and compiles",
      between(second.ours, 'scriptThereMs', 'readyMs'),
      'the same',
    ),
    line(
      'the floor under it: a page without libraries opens the same database, reads the same two entries, compiles the one and parses the other',
      between(second.floor, 'scriptStartMs', 'readyMs'),
      'alternating with it',
    ),
    ...[
      { flags: '1,000 flags', visits: first },
      { flags: '100 flags', visits: firstOfFew },
    ].flatMap(({ flags, visits }) => [
      line(
        `first visit, CPU slowed 4×, 40 ms network, ${flags}: READY after the slower of the two downloads`,
        between(visits.ours, 'downloadedMs', 'readyMs'),
        visitors,
        '≤ 20 ms',
      ),
      line(
        'the floor under it: a page without libraries fetches the same two files, compiles the one and parses the other',
        between(visits.floor, 'downloadedMs', 'readyMs'),
        'alternating with it',
      ),
    ]),
    [
      '`client.getBooleanValue` through the SDK',
      us(evaluations.ours.median),
      us(evaluations.ours.p95),
      `${evaluations.ours.count} batches of 50,000`,
      '',
    ],
    [
      'the same with a provider that returns a constant',
      us(evaluations.sdk.median),
      us(evaluations.sdk.p95),
      'alternating with it',
      '',
    ],
    [
      'our share of it',
      us(evaluations.share.median),
      us(evaluations.share.p95),
      'differences of neighbours',
      '≤ 0.3 µs',
    ],
  ];
  const unavoidable = WORK.reduce((sum, work) => sum + profiles.floor[work], 0);
  const version = (dependency: string): string => installedVersion(dependency, join(import.meta.dirname, '..'));
  const text = `# In-process mode in a browser

Measured by \`pnpm bench:client\` in Chromium ${browser.version()} (${cpus().length} × ${cpus()[0]?.model.trim() ?? 'unknown'}), against the
real relay proxy ${RELAY_VERSION} on the same machine, with OpenFeature's web SDK ${version('@openfeature/web-sdk')}, ky ${version('ky')} and idb-keyval ${version('idb-keyval')}. The flags have two targeting
rules each. What the engine does alone, and beside other engines, stands in [benchmarks.md](benchmarks.md).

Starts are pages of their own that nobody touches meanwhile. Files with a hash in their name are served as \`immutable\`, so that a second visit finds
them in the HTTP cache; it runs from the first statement of the page's script to the moment at which \`setProviderAndWait\` has resolved. The floor
is the same work done by hand, without OpenFeature and without a provider: no library can be under it. What stands above it is OpenFeature's and ours:
checking and naming what is stored, the module that evaluates, statuses and their events, all of it code that a document runs for the first time.

| | median | p95 | of | aim |
| --- | --- | --- | --- | --- |
${rows.map((row) => `| ${row.join(' | ')} |`).join('\n')}

Where a first visit with 1,000 flags spends its time between the slower download and READY, by the browser's own CPU profile: averages of ${scaled(20)} visits,
unminified. A profile takes time itself, so the sums are larger than what is measured without one. A page without libraries has to receive and to
parse the same ${FLAG_KB} kB of JSON: ${ms(unavoidable)} on this machine, under the profiler, of the 20 ms that are aimed at. What is ours is code
that runs for the first time in its life, a millisecond here and there. What only serves the next visit, the digest that names the contents and the
keeping of both files on the device, waits until READY.

| | a page with the provider | the floor |
| --- | --- | --- |
${WORK.map((work) => `| ${work} | ${ms(profiles.ours[work])} | ${ms(profiles.floor[work])} |`).join('\n')}

Memory in use after garbage collection, JavaScript and WebAssembly together:

| | after a tenth | after half | after all |
| --- | --- | --- | --- |
| ${scaled(100_000).toLocaleString('en')} changes of the context | ${contexts.map(mb).join(' | ')} |
| ${scaled(10_000).toLocaleString('en')} configurations | ${updates.map(mb).join(' | ')} |
`;
  process.stdout.write(text);
  if (!isQuick) await writeFile(new URL('../../../docs/benchmarks-client.md', import.meta.url), text);
} finally {
  await browser.close();
  await relay.close();
  await smallRelay.close();
  await site.close();
  await legibleSite.close();
  for (const built of [folder, legible]) await rm(built, { recursive: true, force: true });
}
