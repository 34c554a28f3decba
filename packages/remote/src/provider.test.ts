import { ProviderEvents, ProviderStatus } from '@openfeature/web-sdk';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { aTurn, openRemotePage, type RemotePage } from './testing/remote-page.ts';
import { bulk, whoAmI } from './testing/scripted-relay.ts';

let page: RemotePage;

beforeEach(() => {
  page = openRemotePage();
});

afterEach(() => page.close());

it('asks for everything with the context, the key and the path prefix, and is ready with the answers', async () => {
  await page.api.setProviderAndWait(page.aProvider({ apiKey: 'k', headers: { 'X-App': 'a' }, flagList: ['who'] }), {
    targetingKey: 'u',
  });
  const [request] = page.relay.seen;
  expect(request?.url).toBe('http://relay.test/prefix/ofrep/v1/evaluate/flags');
  expect(request?.context).toMatchObject({ targetingKey: 'u', gofeatureflag: { flagList: ['who'] } });
  expect(Object.fromEntries(request?.headers ?? [])).toMatchObject({
    'content-type': 'application/json',
    'x-api-key': 'k',
    'x-app': 'a',
  });
  expect(page.status()).toBe(ProviderStatus.READY);
  expect(page.api.getClient().getStringDetails('who', '')).toMatchObject({
    value: 'u',
    reason: 'TARGETING_MATCH',
    variant: 'v',
  });
});

it('is called as the specification wants', () => {
  expect(page.aProvider()).toMatchObject({ metadata: { name: 'GO Feature Flag Provider' }, runsOn: 'client' });
});

it('answers FLAG_NOT_FOUND for names of built-in members', async () => {
  await page.api.setProviderAndWait(page.aProvider());
  for (const key of ['constructor', 'toString', '__proto__', 'missing']) {
    expect(page.api.getClient().getBooleanDetails(key, true)).toMatchObject({
      value: true,
      errorCode: 'FLAG_NOT_FOUND',
    });
  }
});

describe('the context', () => {
  it('is asked for anew, reconciling meanwhile, and the last one’s answers are not shown', async () => {
    await page.api.setProviderAndWait(page.aProvider(), { targetingKey: 'alice' });
    page.relay.respond = undefined;
    const changed = page.api.setContext({ targetingKey: 'bob' });
    expect(page.status()).toBe(ProviderStatus.RECONCILING);
    expect(page.api.getClient().getStringDetails('who', 'd')).toMatchObject({
      value: 'd',
      errorCode: 'PROVIDER_NOT_READY',
    });
    await page.untilSeen(2);
    page.relay.seen[1]?.answer(bulk([{ key: 'who', value: 'bob', reason: 'STATIC' }]));
    await changed;
    expect([page.status(), page.who()]).toEqual([ProviderStatus.READY, 'bob']);
  });

  it('shows only the last of ten when their answers arrive in reverse', async () => {
    await page.api.setProviderAndWait(page.aProvider(), { targetingKey: 'user-0' });
    // A relay that does not stop when it is told to: every answer arrives.
    page.relay.respond = undefined;
    const changes: Promise<void>[] = [];
    for (let user = 1; user <= 10; user += 1) {
      changes.push(page.api.setContext({ targetingKey: `user-${user}` }));
      await page.untilSeen(user + 1);
    }
    for (const request of page.relay.seen.slice(1).reverse()) {
      request.answer(whoAmI(request));
      await aTurn();
      expect(['user-10', 'default']).toContain(page.who());
    }
    await Promise.all(changes);
    expect([page.status(), page.who()]).toEqual([ProviderStatus.READY, 'user-10']);
  });

  it('leaves nothing of the user before when the relay fails after a logout', async () => {
    await page.api.setProviderAndWait(page.aProvider(), { targetingKey: 'alice' });
    page.relay.respond = () => new Response('', { status: 503 });
    await page.api.setContext({});
    expect([page.status(), page.who()]).toEqual([ProviderStatus.ERROR, 'default']);
  });

  it('comes back at once to one it knows, without reconciling, and says that the answers are kept ones', async () => {
    await page.api.setProviderAndWait(page.aProvider(), { targetingKey: 'alice' });
    await page.api.setContext({ targetingKey: 'bob' });
    page.relay.respond = undefined;
    const back = page.api.setContext({ targetingKey: 'alice' });
    expect(page.status()).toBe(ProviderStatus.READY);
    expect(page.api.getClient().getStringDetails('who', '')).toMatchObject({ value: 'alice', reason: 'CACHED' });
    await back;
  });

  it('is another one when the application alters its object and does not say so', async () => {
    const context = { targetingKey: 'alice' };
    await page.api.setProviderAndWait(page.aProvider(), context);
    context.targetingKey = 'bob';
    expect(page.api.getClient().getStringDetails('who', 'd')).toMatchObject({
      value: 'd',
      errorCode: 'PROVIDER_NOT_READY',
    });
  });

  it('goes without what JSON has no word for', async () => {
    await page.api.setProviderAndWait(page.aProvider(), { targetingKey: 'alice', cycle: cyclic() });
    expect([page.status(), page.who()]).toEqual([ProviderStatus.READY, 'alice']);
  });
});

describe('a start that fails', () => {
  it.each([
    ['a server fault', () => new Response('', { status: 500 }), ProviderStatus.ERROR, 'answered 500'],
    ['no JSON', () => new Response('<!doctype html>'), ProviderStatus.ERROR, 'is no JSON'],
    ['truncated JSON', () => new Response('{"flags":[{"key"'), ProviderStatus.ERROR, 'is no JSON'],
    ['no flags', () => new Response('{}'), ProviderStatus.ERROR, 'has no list of flags'],
    ['nothing at that path', () => new Response('', { status: 404 }), ProviderStatus.ERROR, 'Is "endpoint"'],
    ['a network fault', () => Promise.reject(new TypeError('x')), ProviderStatus.ERROR, 'No complete answer'],
    ['a wrong key', () => new Response('', { status: 401 }), ProviderStatus.FATAL, 'apiKey'],
    ['a gateway’s 403', () => new Response('', { status: 403 }), ProviderStatus.FATAL, '403'],
    [
      'a key without flag set',
      () => new Response('{"message":"error while getting flagset: flagset not found for API key"}', { status: 400 }),
      ProviderStatus.FATAL,
      'flagset not found',
    ],
  ])('with %s says so and answers defaults', async (_, respond, expected, words) => {
    page.relay.respond = respond;
    await expect(page.api.setProviderAndWait(page.aProvider({ apiKey: 'wrong' }))).rejects.toThrow(words);
    expect(page.status()).toBe(expected);
    expect(page.api.getClient().getBooleanDetails('who', true)).toMatchObject({ value: true, reason: 'ERROR' });
  });

  it('recovers by itself', async () => {
    page.relay.respond = () => new Response('', { status: 500 });
    await expect(page.api.setProviderAndWait(page.aProvider())).rejects.toThrow();
    const ready = new Promise<void>((resolve) => page.api.addHandler(ProviderEvents.Ready, () => resolve()));
    page.relay.respond = (request) => whoAmI(request);
    await ready;
    expect(page.who()).toBe('nobody');
  });

  it('recovers with the right key', async () => {
    page.relay.respond = (request) =>
      request.headers.get('X-API-Key') === 'right' ? whoAmI(request) : new Response('', { status: 401 });
    const provider = page.aProvider({ apiKey: 'wrong' });
    await expect(page.api.setProviderAndWait(provider)).rejects.toThrow();
    await provider.setApiKey('right');
    expect([page.status(), page.who()]).toEqual([ProviderStatus.READY, 'nobody']);
  });

  it('never tells the key', async () => {
    const lines: string[] = [];
    const write = (...parts: unknown[]) => void lines.push(parts.map(String).join(' '));
    const logger = { debug: write, info: write, warn: write, error: write };
    page.relay.respond = (request) =>
      new Response(JSON.stringify({ message: `bad ${request.headers.get('X-API-Key')}` }), { status: 401 });
    const started = page.api.setProviderAndWait(page.aProvider({ apiKey: 'se-cret', logger, logLevel: 'debug' }));
    await expect(started).rejects.toThrow(/^(?!.*se-cret).*$/s);
    expect(lines.join('\n')).not.toContain('se-cret');
  });
});

describe('a refresh', () => {
  it('says which flags answer differently, and nothing when none does', async () => {
    const provider = page.aProvider();
    await page.api.setProviderAndWait(provider);
    const changes: unknown[] = [];
    page.api.addHandler(ProviderEvents.ConfigurationChanged, (details) => void changes.push(details?.flagsChanged));
    await provider.refresh();
    expect(page.relay.seen[1]?.headers.get('If-None-Match')).toMatch(/^"\d+-[0-9a-f]{40}"$/);
    page.relay.respond = (request) => whoAmI(request, [{ key: 'new', value: 1, reason: 'STATIC' }]);
    await provider.refresh();
    expect(changes).toEqual([['new']]);
    expect(page.api.getClient().getNumberValue('new', 0)).toBe(1);
  });

  it('believes that all flags are gone only at the second time', async () => {
    const provider = page.aProvider();
    await page.api.setProviderAndWait(provider);
    page.relay.respond = () => bulk([]);
    await provider.refresh();
    expect(page.who()).toBe('nobody');
    await provider.refresh();
    expect(page.who()).toBe('default');
  });
});

it('is stale after three failures in a row, goes on serving, also through a change to a known context, and recovers', async () => {
  const provider = page.aProvider();
  await page.api.setProviderAndWait(provider, { targetingKey: 'alice' });
  page.relay.respond = () => new Response('', { status: 500 });
  for (let failure = 1; failure <= 3; failure += 1) {
    expect(page.status()).toBe(ProviderStatus.READY);
    await provider.refresh();
  }
  expect([page.status(), page.who()]).toEqual([ProviderStatus.STALE, 'alice']);
  await page.api.setContext({ targetingKey: 'alice' });
  expect(page.status()).toBe(ProviderStatus.STALE);
  page.relay.respond = (request) => whoAmI(request);
  await provider.refresh();
  expect(page.status()).toBe(ProviderStatus.READY);
});

it('can be set, closed and set again, and leaves a replaced start unfinished', async () => {
  const provider = page.aProvider();
  await page.api.setProviderAndWait(provider, { targetingKey: 'a' });
  await provider.onClose();
  await provider.onClose();
  await provider.initialize({ targetingKey: 'b' });
  expect(provider.resolveStringEvaluation('who', '', { targetingKey: 'b' }).value).toBe('b');

  page.relay.respond = undefined;
  const replaced = page.aProvider();
  const started = replaced.initialize({});
  await replaced.onClose();
  await expect(started).rejects.toMatchObject({ code: 'PROVIDER_CLOSED' });
});

it('hands out the same object until the flag’s answer differs, whatever else changes', async () => {
  const theme = { key: 'theme', value: { dark: true }, reason: 'STATIC' };
  page.relay.respond = (request) => whoAmI(request, [theme]);
  const provider = page.aProvider();
  await page.api.setProviderAndWait(provider);
  const ask = () => page.api.getClient().getObjectValue('theme', {});
  const first = ask();
  page.relay.respond = (request) => whoAmI(request, [theme, { key: 'new', value: 1 }]);
  await provider.refresh();
  expect(ask()).toBe(first);
  page.relay.respond = (request) => whoAmI(request, [{ ...theme, value: { dark: false } }]);
  await provider.refresh();
  expect(ask()).toEqual({ dark: false });
  expect(first).toEqual({ dark: true });
});

it('says in its STALE event why', async () => {
  const messages: unknown[] = [];
  page.api.addHandler(ProviderEvents.Stale, (details) => void messages.push(details?.message));
  const provider = page.aProvider({ apiKey: 'revoked' });
  await page.api.setProviderAndWait(provider);
  page.relay.respond = () => new Response('', { status: 401 });
  await provider.refresh();
  expect(messages).toEqual([expect.stringContaining('refused the API key')]);
});

function cyclic(): never {
  const cycle: { self?: unknown } = {};
  cycle.self = cycle;
  return cycle as never;
}
