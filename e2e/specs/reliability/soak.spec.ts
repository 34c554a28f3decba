import { appendFile } from 'node:fs/promises';
import type { Page } from '@playwright/test';
import { type Fault, html, rateLimited, status } from '../../faults/fault.ts';
import type { Mode } from '../../page/page-flags.ts';
import { expect, test } from '../../reliability/matrix-test.ts';
import { watchPlans } from '../../reliability/page-plans.ts';
import { type Outcome, requestsOnPaper } from '../../reliability/requests-on-paper.ts';
import { look, openScene, sceneFlags } from '../../reliability/scene.ts';
import type { SoakLine } from '../../reliability/soak-line.ts';
import { pick, seededRandom } from '../../seeded-random.ts';

/** Where the lines of a run are gathered, by whoever publishes them. */
const RECORD = process.env['GOFF_SOAK_RECORD'];
const MODES: readonly Mode[] = ['core', 'remote'];
const SOAK_MS = 30 * 60_000;
const STEP_MS = 10_000;
const POLL_MS = 10_000;
/** How soon it is looked again for what the page does over its network. */
const SOON = [5, 10, 20, 50];
/** Like nothing else that is waited for, so that a timer tells that a request is under way. */
const TIMEOUT_MS = 7_777;
const RETRY_AFTER_S = 15;
/** Chances with which every delay is a whole number of milliseconds. */
const CHANCES = [0, 0.25, 0.5, 0.75];

const FAULTS: readonly (readonly [Fault, Outcome])[] = [
  [status(500), 'failed'],
  [status(503), 'failed'],
  [status(403), 'refused'],
  [rateLimited(RETRY_AFTER_S, 'readable'), 'rate-limited'],
  [html(), 'failed'],
  [{ kind: 'reset' }, 'failed'],
  [{ kind: 'truncate' }, 'failed'],
  [{ kind: 'cut' }, 'failed'],
];
const USERS = ['ada', 'bob', 'carol', 'dan'] as const;
const PATHS: Readonly<Record<Mode, string>> = { core: '/v1/flag/configuration', remote: '/ofrep/v1/evaluate/flags' };

async function heapBytes(page: Page): Promise<number> {
  const session = await page.context().newCDPSession(page);
  await session.send('HeapProfiler.collectGarbage');
  const { usedSize } = await session.send('Runtime.getHeapUsage');
  await session.detach();
  return usedSize;
}

for (const mode of MODES) {
  test(`${mode}: half an hour of faults, edits and changes of users leaves nothing behind`, async ({
    browserName,
    gateway,
    page,
    relay,
    site,
  }) => {
    test.skip(browserName !== 'chromium', 'memory is read by Chromium’s own means');
    test.setTimeout(240_000);
    const seed = Number(process.env['GOFF_SOAK_SEED'] ?? Date.now() % 1_000_000);
    test.info().annotations.push({ type: 'seed', description: String(seed) });
    console.log(`${mode}: GOFF_SOAK_SEED=${seed}`);
    const random = seededRandom(seed);
    const uncaught: string[] = [];
    page.on('pageerror', ({ message }) => void uncaught.push(message));
    const asked: string[] = [];
    page.on('request', (request) => {
      if (new URL(request.url()).pathname === PATHS[mode]) asked.push(request.url());
    });
    let nowMs = Date.now();
    let chance = pick(random, CHANCES);
    await page.clock.install({ time: nowMs - 1_000 });
    await page.clock.pauseAt(nowMs);
    const plans = await watchPlans(page, chance);
    const options = {
      endpoint: gateway.url,
      apiKey: 'browser-key',
      pollIntervalMs: POLL_MS,
      timeoutMs: TIMEOUT_MS,
      changeStream: 'off',
    } as const;
    await openScene({ page, mode, moment: 'refresh', relay, gateway, site, options });
    await expect.poll(() => look(page)).toMatchObject({ status: 'READY', colour: 'red', who: 'ada' });

    let user: (typeof USERS)[number] = 'ada';
    let outcome: Outcome = 'answered';
    let edits = 0;
    let faults = 0;
    let switches = 0;
    let refreshes = 0;
    let early = 0;
    const paper = requestsOnPaper(mode, { pollMs: POLL_MS, retryAfterMs: RETRY_AFTER_S * 1_000 }, user, nowMs, chance);

    async function passUntil(atMs: number): Promise<void> {
      await page.clock.runFor(atMs - nowMs);
      nowMs = atMs;
    }

    /** The page has asked as often as it should, and will ask again when it should. */
    async function agree(): Promise<void> {
      const shown = async () => {
        const timers = await plans.timers();
        return {
          requests: asked.length,
          isWaiting: timers.some(({ delayMs }) => delayMs === TIMEOUT_MS),
          isNextPlanned: timers.some(({ dueMs }) => dueMs === paper.dueMs()),
        };
      };
      await expect
        .poll(shown, { intervals: SOON, message: `requests at ${nowMs}, the next one due at ${paper.dueMs()}` })
        .toEqual({ requests: paper.count(), isWaiting: false, isNextPlanned: true });
    }

    /** Lets time pass. A request comes when it is due, and not a moment sooner. */
    async function pass(untilMs: number): Promise<void> {
      while (paper.dueMs() <= untilMs) {
        await passUntil(paper.dueMs() - 1);
        await agree();
        await passUntil(paper.dueMs() + 1);
        paper.poll(nowMs, outcome, chance);
        await agree();
      }
      if (nowMs < untilMs) await passUntil(untilMs);
    }

    await agree();
    const endMs = nowMs + SOAK_MS;
    const earlyMs = nowMs + SOAK_MS / 6;
    for (let leftMs = SOAK_MS; leftMs > 0; leftMs = endMs - nowMs) {
      chance = pick(random, CHANCES);
      await plans.setChance(chance);
      const dice = random();
      if (dice < 0.15) {
        const [fault, comesTo] = pick(random, FAULTS);
        gateway.heal();
        gateway.inflict({ fault });
        outcome = comesTo;
        faults += 1;
      } else if (dice < 0.4) {
        gateway.heal();
        outcome = 'answered';
      } else if (dice < 0.5) {
        edits += 1;
        await relay.writeFlags(sceneFlags(`edit-${edits}`));
      } else if (dice < 0.7) {
        user = pick(random, USERS);
        switches += 1;
        paper.switchUser(user, nowMs, outcome, chance);
        await page.evaluate((targetingKey) => void flags.setContext({ targetingKey }), user);
      } else if (dice < 0.8) {
        refreshes += 1;
        paper.refresh(nowMs, outcome, chance);
        await page.evaluate(() => void flags.refresh());
      }
      await agree();
      await pass(nowMs + STEP_MS);
      const { who } = await look(page);
      // This user's answer, or the application's default: never another user's.
      expect(user === 'ada' ? ['ada', 'default'] : ['bob', 'default']).toContain(who);
      if (early === 0 && nowMs >= earlyMs) early = await heapBytes(page);
    }
    const late = await heapBytes(page);
    const line: SoakLine = {
      mode,
      seed,
      requests: asked.length,
      onPaper: paper.count(),
      faults,
      edits,
      switches,
      refreshes,
    };
    console.log(JSON.stringify(line));

    gateway.heal();
    outcome = 'answered';
    edits += 1;
    await relay.writeFlags(sceneFlags(`edit-${edits}`));
    await pass(paper.dueMs());
    expect(await look(page)).toEqual({ status: 'READY', colour: `edit-${edits}`, who: user === 'ada' ? 'ada' : 'bob' });
    expect(uncaught, 'exceptions that reached the page').toEqual([]);
    expect(faults, 'faults inflicted').toBeGreaterThan(5);
    expect(late - early, `bytes grown between minute 5 (${early}) and minute 30 (${late})`).toBeLessThan(1_000_000);
    if (RECORD !== undefined) await appendFile(RECORD, `${JSON.stringify(line)}\n`);
  });
}
