import { appendFile } from 'node:fs/promises';
import type { Page } from '@playwright/test';
import type { Mode } from '../../page/page-flags.ts';
import { FAULTS, type FaultRow } from '../../reliability/fault-table.ts';
import type { MatrixLine } from '../../reliability/matrix-line.ts';
import { expect, test } from '../../reliability/matrix-test.ts';
import { look, MOMENTS, type Moment, openScene, type Scene, type Sight, sceneFlags } from '../../reliability/scene.ts';

/** Where the lines of a run are gathered, by whoever publishes them. */
const RECORD = process.env['GOFF_MATRIX_RECORD'];
const MODES: readonly Mode[] = ['core', 'remote'];
const STEP_MS = 2_000;
/** A close waits five seconds at most for a relay proxy that does not answer; a request may take twice as long. */
const LONGEST_CLOSE_MS = 6_000;
/** Longer than a request may take. */
const LONGEST_REQUEST_MS = 12_000;
/** Longer than anything that a provider plans for what fails or goes well. */
const SILENCE_MS = 150_000;
/** Three failures, each of which asks for twenty seconds and gets up to half as much again. */
const LONGEST_FAILING_MS = 120_000;
/** A page that is refused tries again slowly: about a minute, jittered. */
const LONGEST_RECOVERY_MS = 180_000;

/** Lets the page's own time pass until `isDone`, and says how much that took. */
async function pass(page: Page, longestMs: number, isDone: () => Promise<boolean>): Promise<number> {
  for (let passedMs = 0; ; passedMs += STEP_MS) {
    // What is under way over the network needs its own time as well.
    const isDoneSoon = await expect
      .poll(isDone, { timeout: 300, intervals: [20, 50, 100] })
      .toBe(true)
      .then(
        () => true,
        () => false,
      );
    if (isDoneSoon) return passedMs;
    if (passedMs >= longestMs) return Number.POSITIVE_INFINITY;
    await page.clock.runFor(STEP_MS);
  }
}

const isLike = (sight: Sight, expected: Partial<Sight>): boolean =>
  Object.entries(expected).every(([name, value]) => Reflect.get(sight, name) === value);

/** Waits for what the page does, and lets its time pass meanwhile: it may be waiting for that. Says how much passed. */
async function finish(page: Page, longestMs: number, doing: Promise<unknown>): Promise<number> {
  let isDone = false;
  const done = doing.then(() => {
    isDone = true;
  });
  const passedMs = await pass(page, longestMs, async () => isDone);
  await done;
  return passedMs;
}

/** A provider that was closed asks for nothing any more, however long the page stays. */
async function expectSilence({ gateway, page }: Scene): Promise<void> {
  const asked: string[] = [];
  page.on('request', (request) => {
    if (request.url().startsWith(gateway.url)) asked.push(request.url());
  });
  await page.clock.runFor(SILENCE_MS);
  await look(page);
  page.removeAllListeners('request');
  expect(asked, 'requests after the close').toEqual([]);
}

/** Not for a moment are one user's answers another's; and in-process mode has the other's in the same moment. */
async function changeUser({ mode, page }: Scene): Promise<void> {
  const inSameMoment = await page.evaluate(() => {
    const before = flags.status();
    void flags.setContext({ targetingKey: 'bob' });
    return { who: flags.value('who'), isStill: flags.status() === before };
  });
  if (mode === 'core') expect(inSameMoment, 'in the same moment').toEqual({ who: 'bob', isStill: true });
  else expect(['bob', 'default'], 'in the same moment').toContain(inSameMoment.who);
}

async function bring(scene: Scene, row: FaultRow): Promise<void> {
  const { moment, page } = scene;
  if (moment === 'start') {
    await row.begin(scene);
    // A page that came back from the back/forward cache is the page that was opened.
    if (row.name !== 'bfcache') await openScene(scene);
    return;
  }
  await openScene(scene);
  await expect.poll(() => look(page)).toMatchObject({ status: 'READY', colour: 'red', who: 'ada' });
  await row.begin(scene);
  if (moment === 'refresh') {
    for (let count = 0; count < (row.refreshes ?? 3); count += 1) {
      await finish(
        page,
        LONGEST_REQUEST_MS,
        page.evaluate(() => flags.refresh()),
      );
    }
  }
  if (moment === 'context change') await changeUser(scene);
  if (moment === 'close') {
    const tookMs = await finish(
      page,
      LONGEST_REQUEST_MS,
      page.evaluate(() => flags.stop()),
    );
    expect(tookMs, 'until it was closed').toBeLessThanOrEqual(LONGEST_CLOSE_MS);
    await expectSilence(scene);
  }
}

function afterwards(moment: Moment, colour: string): Partial<Sight> {
  return { status: 'READY', colour, who: moment === 'context change' ? 'bob' : 'ada' };
}

async function play(scene: Scene, row: FaultRow): Promise<MatrixLine> {
  const { mode, moment, page, relay } = scene;
  const expected = row.during(mode, moment);
  await bring(scene, row);
  if (row.isSeenAtOnce === true) await expect.poll(() => look(page)).toMatchObject(expected);
  else await pass(page, LONGEST_FAILING_MS, async () => isLike(await look(page), expected));
  const during = await look(page);
  expect(during, 'while it lasts').toMatchObject(expected);

  // What was edited meanwhile is what is seen afterwards.
  const colour = moment === 'refresh' || row.isEdited === true ? 'blue' : 'red';
  if (colour === 'blue') await relay.writeFlags(sceneFlags('blue'));
  await row.end(scene);
  if (moment === 'close') await openScene(scene);
  const wanted = afterwards(moment, colour);
  const longestMs = row.recoversWithinMs?.(moment) ?? LONGEST_RECOVERY_MS;
  const recoveredAfterMs = await pass(page, longestMs, async () => isLike(await look(page), wanted));
  const after = await look(page);
  expect(after, 'without a hand').toMatchObject(wanted);
  expect(recoveredAfterMs, 'no sooner than the page may ask').toBeGreaterThanOrEqual(
    row.recoversAfterMs?.(mode, moment) ?? 0,
  );
  return { fault: row.name, moment, mode, during, after, recoveredAfterMs };
}

for (const row of FAULTS) {
  for (const moment of MOMENTS) {
    for (const mode of MODES) {
      test(`${row.name} at ${moment}, ${mode}`, async ({
        browser,
        browserName,
        gateway,
        relay,
        site,
        wholeBrowser,
      }) => {
        test.skip(browserName !== 'chromium', 'the page’s clock is moved by Chromium’s own means');
        test.setTimeout(120_000);
        const place = row.needsWholeBrowser === true ? await wholeBrowser() : browser;
        const context = await place.newContext();
        const page = await context.newPage();
        const uncaught: string[] = [];
        page.on('pageerror', ({ message }) => void uncaught.push(message));
        await page.clock.install();
        const options = { endpoint: gateway.url, apiKey: 'browser-key', pollIntervalMs: 5_000, ...row.options };
        const line = await play({ page, mode, moment, relay, gateway, site, options }, row);
        // What is still being done, such as writing to the device, comes to its end, well or badly.
        await page.evaluate(() => flags.stop());
        await expect.poll(() => page.evaluate(() => flags.logged.join('\n'))).toContain(row.logs ?? '');
        await context.close();
        expect(uncaught, 'exceptions that reached the page').toEqual([]);
        if (RECORD !== undefined) await appendFile(RECORD, `${JSON.stringify(line)}\n`);
      });
    }
  }
}
