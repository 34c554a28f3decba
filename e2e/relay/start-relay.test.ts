import { once } from 'node:events';
import { createServer } from 'node:http';
import { expect, test } from 'vitest';
import { isFreePort } from './free-port.ts';
import { startRelay } from './start-relay.ts';

function aFlag(variation: 'on' | 'off'): object {
  return { variations: { on: true, off: false }, defaultRule: { variation } };
}

async function configuration(url: string, apiKey = ''): Promise<{ status: number; text: string }> {
  const headers: Record<string, string> = apiKey === '' ? {} : { 'X-API-Key': apiKey };
  const answer = await fetch(`${url}/v1/flag/configuration`, { method: 'POST', headers });
  return { status: answer.status, text: await answer.text() };
}

async function collect(url: string, event: object): Promise<void> {
  const answer = await fetch(`${url}/v1/data/collector`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ meta: {}, events: [event] }),
  });
  expect(answer.status).toBe(200);
}

test('serves the flags it was started with, then those that were written', async () => {
  await using relay = await startRelay({ flags: { first: aFlag('on') } });
  expect((await configuration(relay.url)).text).toContain('"first"');
  await relay.writeFlags({ second: aFlag('off') });
  const { text } = await configuration(relay.url);
  expect(text).toContain('"second"');
  expect(text).not.toContain('"first"');
});

test('keeps relay proxies that run at the same time apart', async () => {
  await using one = await startRelay({ flags: { one: aFlag('on') } });
  await using two = await startRelay({ flags: { two: aFlag('on') } });
  expect(one.url).not.toBe(two.url);
  expect((await configuration(one.url)).text).not.toContain('"two"');
  expect((await configuration(two.url)).text).not.toContain('"one"');
});

test('refuses a key that it does not know, and hands its enrichment to one it knows', async () => {
  await using relay = await startRelay({ apiKeys: ['right'], evaluationContextEnrichment: { env: 'test' } });
  expect((await configuration(relay.url, 'wrong')).status).toBe(401);
  expect((await configuration(relay.url, 'right')).text).toContain('{"env":"test"}');
});

test('serves each flag set to its own keys and rewrites one of them', async () => {
  await using relay = await startRelay({
    flagSets: [
      { name: 'shop', apiKeys: ['shop-key'], flags: { shop: aFlag('on') } },
      { name: 'blog', apiKeys: ['blog-key'], flags: { blog: aFlag('on') } },
    ],
  });
  await relay.writeFlags({ article: aFlag('on') }, 'blog');
  expect((await configuration(relay.url, 'shop-key')).text).toContain('"shop"');
  expect((await configuration(relay.url, 'blog-key')).text).toContain('"article"');
  await expect(relay.writeFlags({}, 'news')).rejects.toThrow('no flag set is named "news"; there are: shop, blog');
});

test('refuses connections while it is stopped and serves the same flags on the same port afterwards', async () => {
  await using relay = await startRelay({ flags: { kept: aFlag('on') } });
  await relay.stop();
  await expect(fetch(`${relay.url}/health`)).rejects.toThrow('fetch failed');
  await relay.start();
  expect((await configuration(relay.url)).text).toContain('"kept"');
  await relay.stop('SIGKILL');
  await expect(fetch(`${relay.url}/health`)).rejects.toThrow('fetch failed');
});

test('does not answer while it is paused, and answers when it is resumed', async () => {
  await using relay = await startRelay();
  await relay.pause();
  await expect(fetch(`${relay.url}/health`, { signal: AbortSignal.timeout(300) })).rejects.toThrow('timeout');
  await relay.resume();
  expect((await fetch(`${relay.url}/health`)).status).toBe(200);
});

test('hands over the feature and tracking events it has exported', async () => {
  await using relay = await startRelay();
  const common = { contextKind: 'user', userKey: 'ann', creationDate: 1_700_000_000 };
  await collect(relay.url, { ...common, kind: 'feature', key: 'flag', variation: 'on', value: true, default: false });
  await collect(relay.url, { ...common, kind: 'tracking', key: 'bought', trackingEventDetails: { value: 3 } });
  await expect.poll(() => relay.featureEvents()).toMatchObject([{ key: 'flag', userKey: 'ann' }]);
  await expect.poll(() => relay.trackingEvents()).toMatchObject([{ key: 'bought' }]);
});

test('says that the relay proxy cannot read a flag file, and what it logged', async () => {
  await using relay = await startRelay({ flags: { good: aFlag('on') } });
  await expect(relay.writeFlags('{"broken": ')).rejects.toThrow(/cannot read the flag file[\s\S]*"level"/);
  expect((await configuration(relay.url)).text).toContain('"good"');
});

test('names a port that is taken', async () => {
  const other = createServer().listen(0, '127.0.0.1');
  await once(other, 'listening');
  const address = other.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  expect(await isFreePort(port)).toBe(false);
  await expect(startRelay({ port })).rejects.toThrow(`port ${port} is taken`);
  other.close();
});

test('runs as a plain process where that is asked for', async () => {
  await using relay = await startRelay({ kind: 'process', flags: { plain: aFlag('on') } });
  expect(relay.kind).toBe('process');
  expect((await configuration(relay.url)).text).toContain('"plain"');
});
