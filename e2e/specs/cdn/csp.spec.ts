import { BOTH_ANSWER } from '../both-modes.ts';
import { askBothModes, expect, INTEGRITY, integrityOf, show, test } from './cdn-test.ts';
import { documentedPolicies } from './documented-policies.ts';

/** The header with everything it leaves open filled in. */
function filled(header: string, values: Readonly<Record<string, string>>): string {
  return Object.entries(values).reduce((text, [placeholder, value]) => text.replaceAll(placeholder, value), header);
}

const policies = documentedPolicies().filter(({ section }) => section !== 'With a bundler');

test('the documentation prints a policy for each way to admit the script', () => {
  expect(policies).toHaveLength(8);
});

for (const [index, { section, header }] of policies.entries()) {
  const isCompiled = header.includes("'wasm-unsafe-eval'");
  const engine = isCompiled ? '/engine.wasm' : '/engine.js';

  test(`policy ${index + 1}, ${section}: the page answers in both modes with ${engine}`, async ({
    page,
    cdn,
    site,
    sharedRelay,
  }) => {
    const own = `${askBothModes(sharedRelay.url)}(GoFeatureFlag)`;
    const policy = filled(header, {
      'sha384-{goff.js}': INTEGRITY['goff.js'] ?? '',
      'sha384-{goff-later.js}': INTEGRITY['goff-later.js'] ?? '',
      'sha384-{engine.js}': INTEGRITY['engine.js'] ?? '',
      'sha384-{page}': integrityOf(own),
      'https://cdn.example.com': cdn.origin,
      'https://relay.example.com': sharedRelay.url,
    });
    const nonce = header.includes("'nonce-R4nd0m'") ? 'nonce="R4nd0m"' : '';
    const body = `<!doctype html><link rel="icon" href="data:,">
<script ${nonce} src="${cdn.origin}/goff.js" integrity="${INTEGRITY['goff.js']}" crossorigin="anonymous"></script>
<script ${nonce}>${own}</script>`;
    const stream = page.waitForRequest(/\/stream\//);
    expect(await show(page, site, body, policy)).toEqual(BOTH_ANSWER);
    await stream;
    expect([...cdn.requests].sort()).toEqual([engine, '/goff-later.js', '/goff.js'].sort());
  });
}

test('a policy that refuses WebAssembly and the twin costs in-process mode alone, and the error says what to allow', async ({
  page,
  cdn,
  site,
  sharedRelay,
}) => {
  const own = `${askBothModes(sharedRelay.url)}(GoFeatureFlag)`;
  const policy = `default-src 'none'; script-src '${INTEGRITY['goff.js']}' '${INTEGRITY['goff-later.js']}' '${integrityOf(own)}'; connect-src ${sharedRelay.url}`;
  const body = `<script src="${cdn.origin}/goff.js" integrity="${INTEGRITY['goff.js']}" crossorigin="anonymous"></script>
<script>${own}</script>`;
  const shown = await show(page, site, body, policy);
  expect(shown['remote']).toEqual(BOTH_ANSWER.remote);
  expect(shown['in-process']).toMatchObject({ status: 'ERROR', value: false });
  expect(shown['in-process']?.error).toContain("Add 'wasm-unsafe-eval' to script-src");
  expect(cdn.requests).toEqual(['/goff.js', '/goff-later.js']);
});

test('a policy that refuses what is loaded later leaves both modes at work: they poll, and send events from memory', async ({
  browserName,
  page,
  cdn,
  site,
  sharedRelay,
}) => {
  test.skip(browserName !== 'chromium', 'Playwright does not tell what Firefox sends');
  const own = `${askBothModes(sharedRelay.url, '{ pollIntervalMs: 1000, flushIntervalMs: 1000 }')}(GoFeatureFlag)`;
  const policy = `default-src 'none'; script-src '${INTEGRITY['goff.js']}' '${integrityOf(own)}' 'wasm-unsafe-eval'; connect-src ${cdn.origin} ${sharedRelay.url}`;
  const body = `<!doctype html><link rel="icon" href="data:,">
<script src="${cdn.origin}/goff.js" integrity="${INTEGRITY['goff.js']}" crossorigin="anonymous"></script>
<script>${own}</script>`;
  const events = ['INPROCESS', 'PROVIDER_CACHE'].map((source) =>
    page.waitForRequest(
      (request) => request.url().endsWith('/collector') && request.postData()?.includes(source) === true,
    ),
  );
  expect(await show(page, site, body, policy)).toEqual(BOTH_ANSWER);
  const polls = ['/v1/flag/configuration', '/ofrep/v1/evaluate/flags'].map((path) =>
    page.waitForRequest((request) => request.method() === 'POST' && request.url().endsWith(path)),
  );
  await Promise.all([...events, ...polls]);
  expect([...cdn.requests].sort()).toEqual(['/engine.wasm', '/goff.js']);
});

test('the ES module runs the twin under a policy of nonces', async ({ page, cdn, site, sharedRelay }) => {
  const policy = `default-src 'none'; script-src 'nonce-R4nd0m'; connect-src ${sharedRelay.url}`;
  const body = `<script type="module" nonce="R4nd0m">
import * as goff from '${cdn.origin}/goff.mjs';
${askBothModes(sharedRelay.url)}(goff);
</script>`;
  expect(await show(page, site, body, policy)).toEqual(BOTH_ANSWER);
  expect(cdn.requests).toEqual(['/goff.mjs', '/engine.js']);
});
