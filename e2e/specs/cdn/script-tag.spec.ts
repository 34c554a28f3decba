import { BOTH_ANSWER } from '../both-modes.ts';
import { askBothModes, expect, INTEGRITY, show, test } from './cdn-test.ts';

/** What a page with the classic script loads, once it has all that it will have. */
const ALL_FILES = ['/engine.wasm', '/goff-later.js', '/goff.js'];

test('a classic script of another origin answers in both modes and fetches the engine once', async ({
  page,
  cdn,
  site,
  sharedRelay,
}) => {
  const body = `<script src="${cdn.origin}/goff.js" integrity="${INTEGRITY['goff.js']}" crossorigin="anonymous"></script>
<script>${askBothModes(sharedRelay.url)}(GoFeatureFlag)</script>`;
  expect(await show(page, site, body)).toEqual(BOTH_ANSWER);
  await expect.poll(() => [...cdn.requests].sort()).toEqual(ALL_FILES);
});

for (const attribute of ['async', 'defer']) {
  test(`a classic script with ${attribute} finds the engine beside it`, async ({ page, cdn, site, sharedRelay }) => {
    const body = `<script>globalThis.ask = () => ${askBothModes(sharedRelay.url)}(GoFeatureFlag)</script>
<script ${attribute} src="${cdn.origin}/goff.js" onload="ask()"></script>`;
    expect(await show(page, site, body)).toEqual(BOTH_ANSWER);
    await expect.poll(() => [...cdn.requests].sort()).toEqual(ALL_FILES);
  });
}

test('a script that another script inserts finds the engine beside it', async ({ page, cdn, site, sharedRelay }) => {
  const body = `<script>
const script = document.createElement('script');
script.src = '${cdn.origin}/goff.js';
script.onload = () => ${askBothModes(sharedRelay.url)}(GoFeatureFlag);
document.head.append(script);
</script>`;
  expect(await show(page, site, body)).toEqual(BOTH_ANSWER);
  await expect.poll(() => [...cdn.requests].sort()).toEqual(ALL_FILES);
});

test('the ES module answers in both modes', async ({ page, cdn, site, sharedRelay }) => {
  const body = `<script type="module">
import * as goff from '${cdn.origin}/goff.mjs';
${askBothModes(sharedRelay.url)}(goff);
</script>`;
  expect(await show(page, site, body)).toEqual(BOTH_ANSWER);
  expect(cdn.requests).toEqual(['/goff.mjs', '/engine.wasm']);
});

test('two copies on one page share OpenFeature, and each finds its own engine', async ({
  page,
  cdn,
  site,
  sharedRelay,
}) => {
  const body = `<script src="${cdn.origin}/goff.js"></script><script>globalThis.first = GoFeatureFlag;</script>
<script src="${site.origin}/goff.js"></script>
<script>
const { GoFeatureFlagProvider } = GoFeatureFlag;
const { GoFeatureFlagRemoteProvider } = first;
const OpenFeature = first.OpenFeature === GoFeatureFlag.OpenFeature ? first.OpenFeature : undefined;
new first.GoFeatureFlagProvider({ configuration: { flags: {} } }).initialize();
${askBothModes(sharedRelay.url)}({ OpenFeature, GoFeatureFlagProvider, GoFeatureFlagRemoteProvider });
</script>`;
  expect(await show(page, site, body)).toEqual(BOTH_ANSWER);
  expect(cdn.requests).toEqual(expect.arrayContaining(['/goff.js', '/engine.wasm']));
  expect(site.requests).toEqual(expect.arrayContaining(['/goff.js', '/engine.wasm']));
  // Of one version: what one of them has loaded later serves both.
  await expect.poll(() => [...cdn.requests, ...site.requests]).toContain('/goff-later.js');
});

test('a browser that cannot compile while it loads answers all the same', async ({ page, cdn, site, sharedRelay }) => {
  await page.addInitScript(() => {
    Reflect.deleteProperty(WebAssembly, 'instantiateStreaming');
    Reflect.deleteProperty(WebAssembly, 'compileStreaming');
  });
  const body = `<script src="${cdn.origin}/goff.js"></script>
<script>${askBothModes(sharedRelay.url)}(GoFeatureFlag)</script>`;
  expect(await show(page, site, body)).toEqual(BOTH_ANSWER);
  await expect.poll(() => [...cdn.requests].sort()).toEqual(ALL_FILES);
});

test('a browser without WebAssembly runs the twin', async ({ page, cdn, site, sharedRelay }) => {
  await page.addInitScript(() => void Reflect.deleteProperty(globalThis, 'WebAssembly'));
  const body = `<script src="${cdn.origin}/goff.js"></script>
<script>${askBothModes(sharedRelay.url)}(GoFeatureFlag)</script>`;
  expect(await show(page, site, body)).toEqual(BOTH_ANSWER);
  await expect.poll(() => [...cdn.requests].sort()).toEqual(['/engine.js', '/goff-later.js', '/goff.js']);
});

test('an engine that is not the one of the script is refused, and said so', async ({
  page,
  cdn,
  site,
  sharedRelay,
}) => {
  cdn.set('/engine.wasm', { body: Buffer.from('\0asm\x01\0\0\0', 'latin1') });
  const body = `<script src="${cdn.origin}/goff.js"></script>
<script>${askBothModes(sharedRelay.url)}(GoFeatureFlag)</script>`;
  const shown = await show(page, site, body);
  expect(shown['remote']).toEqual(BOTH_ANSWER.remote);
  expect(shown['in-process']).toMatchObject({ status: 'ERROR', value: false });
  expect(shown['in-process']?.error).toContain('The engine could not be loaded');
});

test('a script whose text stands in the page finds the engine beside the page', async ({ page, site, sharedRelay }) => {
  const text = await (await fetch(`${site.origin}/goff.js`)).text();
  // A closing tag in the text would end the script.
  expect(text).not.toContain('</script');
  const body = `<script>${text}</script><script>${askBothModes(sharedRelay.url)}(GoFeatureFlag)</script>`;
  expect(await show(page, site, body)).toEqual(BOTH_ANSWER);
  expect(site.requests).toContain('/engine.wasm');
});

test('the ES module answers in a module worker of the page', async ({ page, cdn, site, sharedRelay }) => {
  const worker = `import * as goff from '${cdn.origin}/goff.mjs';
globalThis.document = { set title(text) { postMessage(text); } };
await ${askBothModes(sharedRelay.url)}(goff);`;
  const body = `<script type="module">
const worker = new Worker('/worker.mjs', { type: 'module' });
worker.onmessage = ({ data }) => { document.title = data; };
</script>`;
  site.set('/worker.mjs', { body: worker });
  expect(await show(page, site, body)).toEqual(BOTH_ANSWER);
  expect(cdn.requests).toEqual(['/goff.mjs', '/engine.wasm']);
});
