import { status } from '../../faults/fault.ts';
import { colourIn, expect, flagsWith, KEY, MODES, open, PATHS, SSE, test, WEBSOCKET } from './changes-test.ts';

/** No poll happens during a test. */
const NO_POLLS = { apiKey: KEY, pollIntervalMs: 3_600_000, livePollIntervalMs: 3_600_000 } as const;

for (const mode of MODES) {
  test(`${mode}: an edit reaches the page by the stream, with one request`, async ({ page, gateway, relay, site }) => {
    await open(page, site, mode, { endpoint: gateway.url, ...NO_POLLS });
    const statuses = () => gateway.requestsTo(PATHS[mode]).map((seen) => seen.status);
    await expect.poll(statuses).toEqual([200, 304]);
    await relay.writeFlags(flagsWith('blue'));
    await expect.poll(() => colourIn(page)).toBe('blue');
    expect(await page.evaluate(() => flags.changes)).toEqual([['colour']]);
    expect(statuses()).toEqual([200, 304, 200]);
    expect(gateway.requestsTo(SSE)).toHaveLength(1);
  });

  test(`${mode}: a WebSocket is opened where it is asked for, and nothing else`, async ({
    page,
    gateway,
    relay,
    site,
  }) => {
    await open(page, site, mode, { endpoint: gateway.url, changeStream: 'websocket', ...NO_POLLS });
    await gateway.seen(PATHS[mode], 2);
    await relay.writeFlags(flagsWith('blue'));
    await expect.poll(() => colourIn(page)).toBe('blue');
    expect(gateway.openTo(WEBSOCKET)).toHaveLength(1);
    expect(gateway.requestsTo(SSE)).toHaveLength(0);
  });

  test(`${mode}: a stream that is cut is opened again, and what happened meanwhile is asked for`, async ({
    page,
    gateway,
    relay,
    site,
  }) => {
    await open(page, site, mode, { endpoint: gateway.url, ...NO_POLLS });
    await gateway.seen(PATHS[mode], 2);
    const lift = gateway.inflict({ path: SSE, fault: status(502) });
    gateway.cut(SSE);
    await gateway.seen(SSE, 2);
    await relay.writeFlags(flagsWith('blue'));
    lift();
    await expect.poll(() => colourIn(page), { timeout: 15_000 }).toBe('blue');
    expect(gateway.openTo(SSE)).toHaveLength(1);
  });

  test(`${mode}: the relay proxy goes and comes back, and the page follows again`, async ({
    page,
    gateway,
    relay,
    site,
  }) => {
    await open(page, site, mode, { endpoint: gateway.url, apiKey: KEY, pollIntervalMs: 1_000 });
    await gateway.seen(PATHS[mode], 2);
    await relay.stop('SIGKILL');
    await expect.poll(() => page.evaluate(() => flags.status()), { timeout: 20_000 }).toBe('STALE');
    expect(await colourIn(page)).toBe('red');
    await relay.start();
    await relay.writeFlags(flagsWith('blue'));
    await expect.poll(() => colourIn(page), { timeout: 20_000 }).toBe('blue');
    await expect.poll(() => gateway.openTo(SSE).length, { timeout: 20_000 }).toBe(1);
    expect(await page.evaluate(() => flags.status())).toBe('READY');
  });

  test(`${mode}: a relay proxy without streams is polled, and rarely asked for one`, async ({
    page,
    gateway,
    relay,
    site,
  }) => {
    gateway.inflict({ path: '/stream', fault: status(404) });
    await open(page, site, mode, { endpoint: gateway.url, apiKey: KEY, pollIntervalMs: 1_000 });
    await relay.writeFlags(flagsWith('blue'));
    await expect.poll(() => colourIn(page)).toBe('blue');
    await gateway.seen(PATHS[mode], 8);
    expect(gateway.requestsTo(SSE).length).toBeLessThanOrEqual(4);
  });

  test(`${mode}: a stream that never says anything does not keep polls from being made`, async ({
    page,
    gateway,
    relay,
    site,
  }) => {
    gateway.inflict({ path: SSE, fault: { kind: 'hang' } });
    await open(page, site, mode, { endpoint: gateway.url, apiKey: KEY, pollIntervalMs: 1_000 });
    await gateway.seen(SSE, 1);
    await relay.writeFlags(flagsWith('blue'));
    await expect.poll(() => colourIn(page)).toBe('blue');
  });

  test(`${mode}: a wrong key opens no stream, and is asked with seldom`, async ({ page, gateway, site }) => {
    expect(await open(page, site, mode, { endpoint: gateway.url, apiKey: 'wrong', pollIntervalMs: 1_000 })).toBe(
      'FATAL',
    );
    await page.waitForTimeout(4_000);
    expect(gateway.requestsTo(PATHS[mode])).toHaveLength(1);
    expect(gateway.requestsTo(SSE)).toHaveLength(0);
  });

  test(`${mode}: another key opens another stream, and neither is ever written down`, async ({
    page,
    gateway,
    relay,
    site,
  }) => {
    await open(page, site, mode, { endpoint: gateway.url, ...NO_POLLS });
    await gateway.seen(PATHS[mode], 2);
    await page.evaluate(() => flags.setApiKey('second-key'));
    await expect.poll(() => gateway.openTo(SSE).map((seen) => seen.query.get('apiKey'))).toEqual(['second-key']);
    await relay.writeFlags(flagsWith('blue'));
    await expect.poll(() => colourIn(page)).toBe('blue');
    gateway.inflict({ path: SSE, fault: status(401) });
    gateway.cut(SSE);
    await gateway.seen(SSE, 3);
    const logged = await page.evaluate(() => flags.logged.join('\n'));
    expect(logged).toContain('change stream');
    expect(logged).not.toContain('second-key');
    expect(logged).not.toContain(KEY);
  });

  test(`${mode}: closing the provider closes its stream`, async ({ page, gateway, site }) => {
    await open(page, site, mode, { endpoint: gateway.url, ...NO_POLLS });
    await gateway.seen(SSE, 1);
    await page.evaluate(() => flags.stop());
    await expect.poll(() => gateway.openTo(SSE)).toHaveLength(0);
  });
}
