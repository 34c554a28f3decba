import { OpenFeature, ProviderEvents } from '@openfeature/web-sdk';
import { renderToString } from 'react-dom/server';
import { expect, it } from 'vitest';
import { createSSRApp } from 'vue';
import { renderToString as renderVue } from 'vue/server-renderer';
import { exampleRelay } from './example-relay.ts';

const example = exampleRelay();
const ADMIN = 'd45e303a-38c2-11ed-a261-0242ac120002';

it('starts in a single-page app', async () => {
  await import('../samples/single-page-app.ts');
  expect(example.said()).toEqual(['Welcome, administrator.']);
  expect(example.relay().requests()[0]).toMatchObject({ path: '/v1/flag/configuration' });
});

it('starts in remote mode', async () => {
  await import('../samples/remote.ts');
  expect(example.said()).toEqual(['The layout is grid.']);
});

it('goes over to the user who logs in', async () => {
  await import('../samples/single-page-app.ts');
  const { logIn } = await import('../samples/log-in.ts');
  await logIn({ id: 'somebody', email: 'some@body.test', plan: 'free' });
  expect(OpenFeature.getClient().getBooleanValue('flag-only-for-admin', true)).toBe(false);
  await logIn({ id: ADMIN, email: 'some@body.test', plan: 'free' });
  expect(OpenFeature.getClient().getBooleanValue('flag-only-for-admin', false)).toBe(true);
});

it('follows a flag', async () => {
  await import('../samples/single-page-app.ts');
  const { follow } = await import('../samples/changes.ts');
  const seen: boolean[] = [];
  follow('flag-only-for-admin', (isOn) => seen.push(isOn));
  await OpenFeature.setContext({ targetingKey: 'somebody' });
  expect(seen).toEqual([true, false]);
});

it('sets flags for a test, without a relay proxy', async () => {
  const { withFlags } = await import('../samples/testing.ts');
  await withFlags({ 'fast-checkout': true, layout: 'grid' });
  expect(OpenFeature.getClient().getBooleanValue('fast-checkout', false)).toBe(true);
  expect(OpenFeature.getClient().getStringValue('layout', '')).toBe('grid');
});

it('gives a flag to those whom its rule names, without a relay proxy', async () => {
  const { provider } = await import('../samples/targeting.ts');
  await OpenFeature.setProviderAndWait(provider, { targetingKey: 'user', plan: 'pro' });
  expect(OpenFeature.getClient().getBooleanValue('fast-checkout', false)).toBe(true);
  await OpenFeature.setContext({ targetingKey: 'user', plan: 'free' });
  expect(OpenFeature.getClient().getBooleanValue('fast-checkout', true)).toBe(false);
});

it('starts a relay proxy that fails on demand', async () => {
  await expect(import('../samples/faults.ts')).resolves.toBeDefined();
});

it('shows a flag in React', async () => {
  const { App } = await import('../samples/react.tsx');
  expect(renderToString(App())).toBe('<p>Welcome.</p>');
  await ready();
  expect(renderToString(App())).toBe('<p>Welcome, administrator.</p>');
});

it('shows a flag in Vue', async () => {
  await import('../samples/single-page-app.ts');
  const { default: Greeting } = await import('../samples/Greeting.vue');
  expect(await renderVue(createSSRApp(Greeting))).toContain('Welcome, administrator.');
});

it('shows a flag in Svelte', async () => {
  await import('../samples/single-page-app.ts');
  const { default: Greeting } = await import('../samples/Greeting.svelte');
  // The copy of Svelte that the component has.
  const { render } = await import('svelte/server');
  expect(render(Greeting).body).toContain('Welcome, administrator.');
});

it('lets go of its handlers when a Vue component or a Svelte subscription ends', async () => {
  await import('../samples/single-page-app.ts');
  const { flag } = await import('../samples/flag.ts');
  const seen: boolean[] = [];
  const unsubscribe = flag('flag-only-for-admin', false).subscribe((value) => seen.push(value));
  await OpenFeature.setContext({ targetingKey: 'somebody' });
  unsubscribe();
  await OpenFeature.setContext({ targetingKey: ADMIN });
  expect(seen.at(-1)).toBe(false);
});

it('tracks an event', async () => {
  const { GoFeatureFlagProvider } = await import('@goff-web/core');
  const provider = new GoFeatureFlagProvider({ endpoint: 'https://relay.example.com' });
  await OpenFeature.setProviderAndWait(provider, { targetingKey: ADMIN });
  await import('../samples/track.ts');
  await provider.flush();
  const tracked = example
    .relay()
    .events()
    .filter(({ kind }) => kind === 'tracking');
  expect(tracked).toMatchObject([{ key: 'purchase', userKey: ADMIN }]);
});

it('takes what the former providers took', async () => {
  const fromWebProvider = await import('../samples/from-go-feature-flag-web-provider.ts');
  const fromOfrep = await import('../samples/from-ofrep-web-provider.ts');
  for (const { after } of [fromWebProvider, fromOfrep]) {
    await OpenFeature.setProviderAndWait(after, { targetingKey: ADMIN });
    expect(OpenFeature.getClient().getBooleanValue('flag-only-for-admin', false)).toBe(true);
  }
});

it('gives each request of a worker the flags of its own user', async () => {
  const { default: worker } = await import('../samples/worker.ts');
  const work: Promise<unknown>[] = [];
  const invocation = { waitUntil: (promise: Promise<unknown>) => void work.push(promise) };
  const ask = async (user: string) => {
    const request = new Request('https://edge.example.com/', { headers: { 'x-user-id': user } });
    return (await worker.fetch(request, {}, invocation)).json();
  };
  const answers = await Promise.all([ask(ADMIN), ask('somebody')]);
  expect(answers).toMatchObject([{ fast: true }, { fast: false }]);
  await Promise.all(work);
});

it('serves OFREP from a worker', async () => {
  const { default: worker } = await import('../samples/worker.ts');
  const body = JSON.stringify({ context: { targetingKey: ADMIN } });
  const headers = { 'Content-Type': 'application/json' };
  const request = new Request('https://edge.example.com/ofrep/v1/evaluate/flags', { method: 'POST', headers, body });
  const response = await worker.fetch(request, {}, { waitUntil: () => undefined });
  expect(await response.json()).toMatchObject({
    flags: [{ key: 'fast-checkout', value: true }, { key: 'flag-only-for-admin', value: true }, { key: 'layout' }],
  });
});

it('begins with what the server has evaluated, and lets no value out of its element', async () => {
  const { createEdgeFlags } = await import('@goff-web/core/edge');
  const { snapshotElement } = await import('../samples/embed.ts');
  const { hydrate } = await import('../samples/bootstrap.ts');
  const configuration = {
    flags: { banner: { variations: { a: '</script><b>' }, defaultRule: { variation: 'a' } } },
  };
  const { snapshot } = await createEdgeFlags({ configuration }).forRequest({ targetingKey: 'user-1' }, {});
  const html = snapshotElement(snapshot());
  expect(html.match(/<\/?script/g)).toHaveLength(2);
  const textContent = html.replace(/^<[^>]*>/, '').replace('</script>', '');
  await OpenFeature.setProviderAndWait(hydrate({ textContent }), { targetingKey: 'user-1' });
  expect(OpenFeature.getClient().getStringValue('banner', '')).toBe('</script><b>');
});

it('keeps nothing before consent', async () => {
  const { GoFeatureFlagProvider } = await import('@goff-web/core');
  const { onConsent } = await import('../samples/consent.ts');
  const provider = new GoFeatureFlagProvider({ endpoint: 'https://relay.example.com', disableDataCollection: true });
  await OpenFeature.setProviderAndWait(provider, { targetingKey: ADMIN });
  OpenFeature.getClient().getBooleanValue('flag-only-for-admin', false);
  await onConsent(provider, true);
  OpenFeature.getClient().getStringValue('layout', '');
  await provider.flush();
  expect(example.relay().events()).toMatchObject([{ key: 'layout' }]);
});

function ready(): Promise<void> {
  return new Promise((resolve) => {
    OpenFeature.getClient().addHandler(ProviderEvents.Ready, () => resolve());
  });
}
