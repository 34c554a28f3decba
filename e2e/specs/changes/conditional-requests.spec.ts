import { expect, KEY, MODES, open, PATHS, test } from './changes-test.ts';

/** One request as the browser itself counts it. */
interface Counted {
  readonly method: string;
  status: number;
  bodyBytes: number;
  isFinished: boolean;
}

const POLLING = { apiKey: KEY, pollIntervalMs: 1_000, changeStream: 'off' } as const;

for (const mode of MODES) {
  test(`${mode}: an unchanged poll from another origin costs a 304 and no byte of body`, async ({
    browserName,
    page,
    gateway,
    site,
  }) => {
    test.skip(browserName !== 'chromium', 'only Chromium tells what it counts');
    const counted = new Map<string, Counted>();
    const browser = await page.context().newCDPSession(page);
    await browser.send('Network.enable');
    browser.on('Network.requestWillBeSent', ({ requestId, request }) => {
      if (!request.url.endsWith(PATHS[mode])) return;
      counted.set(requestId, { method: request.method, status: 0, bodyBytes: 0, isFinished: false });
    });
    browser.on('Network.responseReceived', ({ requestId, response }) => {
      const seen = counted.get(requestId);
      if (seen !== undefined) seen.status = response.status;
    });
    browser.on('Network.dataReceived', ({ requestId, dataLength }) => {
      const seen = counted.get(requestId);
      if (seen !== undefined) seen.bodyBytes += dataLength;
    });
    browser.on('Network.loadingFinished', ({ requestId }) => {
      const seen = counted.get(requestId);
      if (seen !== undefined) seen.isFinished = true;
    });
    const posts = () => [...counted.values()].filter((seen) => seen.method === 'POST' && seen.isFinished);

    await open(page, site, mode, { endpoint: gateway.url, ...POLLING });
    await expect.poll(() => posts().length, { timeout: 15_000 }).toBeGreaterThan(3);

    const [first, ...polls] = posts();
    expect(first).toMatchObject({ status: 200 });
    expect(first?.bodyBytes).toBeGreaterThan(20_000);
    for (const poll of polls) expect(poll).toMatchObject({ status: 304, bodyBytes: 0 });
    expect(await page.evaluate(() => flags.changes)).toEqual([]);
  });

  test(`${mode}: a relay proxy without a gateway is asked for permission once a request, and never more`, async ({
    page,
    gateway,
    site,
  }) => {
    await open(page, site, mode, { endpoint: gateway.url, ...POLLING });
    await gateway.seen(PATHS[mode], 5);
    const preflights = gateway.requests.filter((seen) => seen.method === 'OPTIONS');
    expect(preflights.length).toBeLessThanOrEqual(gateway.requestsTo(PATHS[mode]).length);
  });

  test(`${mode}: a gateway that lets permissions be kept is asked for none by polls`, async ({
    browserName,
    page,
    gateway,
    site,
  }) => {
    test.skip(browserName !== 'chromium', 'the cache mode answers a habit of Chromium');
    const allowed = {
      'Access-Control-Allow-Origin': '*',
      'Access-Control-Allow-Methods': 'POST',
      'Access-Control-Allow-Headers': 'content-type,if-none-match,x-api-key',
      'Access-Control-Max-Age': '600',
    };
    gateway.inflict({
      path: PATHS[mode],
      preflights: 'only',
      fault: { kind: 'answer', answer: { status: 204, headers: allowed, body: '' } },
    });
    await open(page, site, mode, { endpoint: gateway.url, ...POLLING });
    await gateway.seen(PATHS[mode], 6);
    expect(gateway.requests.filter((seen) => seen.method === 'OPTIONS')).toHaveLength(1);
    expect(
      gateway
        .requestsTo(PATHS[mode])
        .map((seen) => seen.status)
        .slice(0, 5),
    ).toEqual([200, 304, 304, 304, 304]);
  });
}
