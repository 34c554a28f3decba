import { beforeAll, beforeEach, expect, it } from 'vitest';
import type { Relay } from '../relay/relay.ts';
import { startRelay } from '../relay/start-relay.ts';
import { html, rateLimited, repeats, says, status } from './fault.ts';
import type { FaultProxy } from './fault-proxy.ts';
import { startFaultProxy } from './start-fault-proxy.ts';

const PATH = '/v1/flag/configuration';
const FLAGS = { colour: { variations: { red: '#f00' }, defaultRule: { variation: 'red' } } };

let relay: Relay;
let proxy: FaultProxy;

beforeAll(async () => {
  relay = await startRelay({ flags: FLAGS, apiKeys: ['key'] });
  return () => relay.close();
});

beforeEach(async () => {
  proxy = await startFaultProxy(relay.url);
  return () => proxy.close();
});

const ask = (
  init: { readonly headers?: Record<string, string>; readonly signal?: AbortSignal } = {},
): Promise<Response> =>
  fetch(proxy.url + PATH, {
    method: 'POST',
    ...init,
    headers: { 'Content-Type': 'application/json', 'X-API-Key': 'key', Origin: 'http://page.test', ...init.headers },
    body: '{}',
  });

it('passes on what the relay proxy says, and counts it', async () => {
  const direct = await fetch(relay.url + PATH, { method: 'POST', headers: { 'X-API-Key': 'key' } });
  const answer = await ask();
  const text = await answer.text();
  expect(text).toBe(await direct.text());
  expect(answer.headers.get('ETag')).toBe(direct.headers.get('ETag'));
  const again = await ask({ headers: { 'If-None-Match': answer.headers.get('ETag') ?? '' } });
  expect(again.status).toBe(304);
  await again.text();
  expect(proxy.requestsTo(PATH).map((seen) => [seen.method, seen.status, seen.bytes, seen.state])).toEqual([
    ['POST', 200, Buffer.byteLength(text), 'answered'],
    ['POST', 304, 0, 'answered'],
  ]);
});

it('leaves preflights alone, and does not count them as requests', async () => {
  proxy.inflict({ fault: status(503) });
  const preflight = await fetch(proxy.url + PATH, {
    method: 'OPTIONS',
    headers: { Origin: 'http://page.test', 'Access-Control-Request-Method': 'POST' },
  });
  expect(preflight.status).toBe(204);
  expect(proxy.requestsTo(PATH)).toHaveLength(0);
  expect(proxy.requests).toHaveLength(1);
});

it('answers in place of the relay proxy as often as it was told, on the paths it was told', async () => {
  proxy.inflict({ path: PATH, fault: status(503), times: 1 });
  expect((await fetch(`${proxy.url}/health`)).status).toBe(200);
  expect((await ask()).status).toBe(503);
  expect((await ask()).status).toBe(200);
  const lift = proxy.inflict({ fault: html() });
  expect(await (await ask()).text()).toContain('<!doctype html>');
  lift();
  expect((await ask()).status).toBe(200);
});

it('exposes Retry-After to pages of other origins, or does not', async () => {
  proxy.inflict({ fault: rateLimited(7, 'readable') });
  const readable = await ask();
  expect(readable.headers.get('Access-Control-Expose-Headers')).toBe('Retry-After');
  proxy.inflict({ fault: rateLimited(7, 'unreadable') });
  const unreadable = await ask();
  expect(unreadable.headers.has('Access-Control-Expose-Headers')).toBe(false);
  expect([readable, unreadable].map(({ headers }) => headers.get('Retry-After'))).toEqual(['7', '7']);
});

it('resets, cuts and breaks answers so that reading them fails', async () => {
  proxy.inflict({ fault: { kind: 'reset' } });
  await expect(ask()).rejects.toThrow();
  for (const kind of ['cut', 'broken-gzip'] as const) {
    proxy.inflict({ fault: { kind } });
    const answer = await ask();
    expect(answer.status).toBe(200);
    await expect(answer.text()).rejects.toThrow();
  }
});

it('truncates, rewrites, replaces and repeats bodies so that reading them succeeds', async () => {
  const whole = await (await ask()).text();
  const first = proxy.lastAnswer(PATH);
  if (first === undefined) throw new Error('nothing was remembered');
  proxy.inflict({ fault: { kind: 'truncate' } });
  expect(whole.startsWith(await (await ask()).text())).toBe(true);
  proxy.inflict({ fault: { kind: 'rewrite', rewrite: (body) => body.replace('#f00', '#0f0') } });
  expect(await (await ask()).text()).toBe(whole.replace('#f00', '#0f0'));
  proxy.inflict({ fault: says('{}') });
  expect(await (await ask()).text()).toBe('{}');
  proxy.inflict({ fault: repeats(first) });
  const repeated = await ask();
  expect(await repeated.text()).toBe(whole);
  expect(repeated.headers.get('Last-Modified')).not.toBeNull();
});

it('sends no more of a huge body than is taken', async () => {
  proxy.inflict({ fault: { kind: 'huge', bytes: 200_000_000 } });
  const abort = new AbortController();
  const answer = await ask({ signal: abort.signal });
  const reader = answer.body?.getReader();
  await reader?.read();
  abort.abort();
  const [seen] = proxy.requestsTo(PATH);
  await expect.poll(() => seen?.state).toBe('broken');
  expect(seen?.bytes).toBeLessThan(100_000_000);
});

it('drips, hangs and delays', async () => {
  proxy.inflict({ fault: { kind: 'drip', everyMs: 50 } });
  const answer = await ask({ signal: AbortSignal.timeout(300) });
  await expect(answer.text()).rejects.toMatchObject({ name: 'TimeoutError' });
  proxy.inflict({ fault: { kind: 'hang' } });
  await expect(ask({ signal: AbortSignal.timeout(200) })).rejects.toMatchObject({ name: 'TimeoutError' });
  proxy.inflict({ latencyMs: 200 });
  const before = performance.now();
  expect((await ask()).status).toBe(200);
  expect(performance.now() - before).toBeGreaterThan(190);
});

it('refuses connections, and accepts them again on the same port', async () => {
  await proxy.refuse();
  await expect(ask()).rejects.toMatchObject({ cause: { code: 'ECONNREFUSED' } });
  await proxy.accept();
  expect((await ask()).status).toBe(200);
});

it('passes event streams on, knows which are open, and cuts them', async () => {
  const stream = '/stream/v1/sse/flag/change';
  const answer = await fetch(`${proxy.url}${stream}?apiKey=key`);
  const reader = answer.body?.pipeThrough(new TextDecoderStream()).getReader();
  expect(proxy.openTo(stream)).toHaveLength(1);
  await relay.writeFlags({ ...FLAGS, more: FLAGS.colour });
  expect((await reader?.read())?.value).toContain('"more"');
  proxy.cut(stream);
  await expect(reader?.read()).rejects.toThrow();
  await expect.poll(() => proxy.openTo(stream)).toHaveLength(0);
});

it('passes websockets on, and cuts them', async () => {
  const path = '/stream/v1/ws/flag/change';
  const socket = new WebSocket(`${proxy.url.replace('http', 'ws')}${path}?apiKey=key`);
  await new Promise((resolve) => socket.addEventListener('open', resolve, { once: true }));
  expect(proxy.openTo(path)).toHaveLength(1);
  const closed = new Promise((resolve) => socket.addEventListener('close', resolve, { once: true }));
  proxy.cut(path);
  await closed;
  expect(proxy.openTo(path)).toHaveLength(0);
});
