import { once } from 'node:events';
import { mkdtemp, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import type { DevRelay } from './dev-relay.ts';
import type { DevRelayOptions } from './options.ts';
import { startDevRelay } from './start-dev-relay.ts';

const ON = { variations: { on: true, off: false }, defaultRule: { variation: 'on' } };
const OFF = { ...ON, defaultRule: { variation: 'off' } };

const started: AsyncDisposable[] = [];
afterEach(async () => {
  for (const each of started.splice(0).reverse()) await each[Symbol.asyncDispose]();
});

/** A relay and the lines that it logs. */
async function aRelay(options: DevRelayOptions = {}): Promise<{ relay: DevRelay; nextLine: () => Promise<string> }> {
  const lines = new EventTarget();
  const relay = await startDevRelay({
    fileIntervalMs: 20,
    log: (_level, line) => lines.dispatchEvent(new CustomEvent('line', { detail: line })),
    ...options,
  });
  started.push(relay);
  return { relay, nextLine: async () => ((await once(lines, 'line')) as [CustomEvent<string>])[0].detail };
}

async function aFile(text: string): Promise<{ path: string; write: (text: string) => Promise<void> }> {
  const folder = await mkdtemp(join(tmpdir(), 'dev-relay-'));
  const path = join(folder, 'flags.yaml');
  started.push({ [Symbol.asyncDispose]: () => rm(folder, { recursive: true }) });
  const write = async (next: string): Promise<void> => {
    await writeFile(`${path}.new`, next);
    await rename(`${path}.new`, path);
  };
  await write(text);
  return { path, write };
}

function post(
  relay: DevRelay,
  path: string,
  body: unknown = {},
  headers: Record<string, string> = {},
): Promise<Response> {
  return fetch(`${relay.url}${path}`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', ...headers },
    body: JSON.stringify(body),
  });
}

const USER = { context: { targetingKey: 'u', gofeatureflag: { exporterMetadata: { app: 'test' } } } };

describe('a flags file', () => {
  it('is followed: an edit is served and told to event streams', async () => {
    const file = await aFile(JSON.stringify({ greeting: ON }));
    const { relay, nextLine } = await aRelay({ flagsFile: file.path });
    const stream = await fetch(`${relay.url}/stream/v1/sse/flag/change`);
    const frames = stream.body?.getReader();

    const line = nextLine();
    await file.write(JSON.stringify({ greeting: OFF }));
    expect(await line).toBe(`${file.path}: updated greeting`);
    const frame = new TextDecoder().decode((await frames?.read())?.value);
    expect(frame).toMatch(/^id: \ndata: \{"deleted":\{\},"added":\{\},"updated":\{"greeting":\{"old_value":.*\n\n$/);
    const answer = await post(relay, '/ofrep/v1/evaluate/flags/greeting', USER);
    expect(await answer.json()).toMatchObject({ value: false, variant: 'off' });
  });

  it('that breaks changes nothing, and says where', async () => {
    const file = await aFile('greeting:\n  variations: { on: true }\n  defaultRule: { variation: on }\n');
    const { relay, nextLine } = await aRelay({ flagsFile: file.path });

    const line = nextLine();
    await file.write('greeting:\n  variations: { on: true\n  x\n');
    expect(await line).toMatch(/flags\.yaml:\d+:\d+: .*\nThe last good flags stay in force\.$/s);
    expect(relay.flagKeys()).toEqual(['greeting']);
    expect(await relay.refresh()).toBe(false);

    await file.write(JSON.stringify({ other: ON }));
    expect(await relay.refresh()).toBe(true);
    expect(relay.flagKeys()).toEqual(['other']);
  });

  it('that disappears changes nothing, and is followed again when it is back', async () => {
    const file = await aFile(JSON.stringify({ greeting: ON }));
    const { relay, nextLine } = await aRelay({ flagsFile: file.path });
    const line = nextLine();
    await rm(file.path);
    expect(await line).toContain('ENOENT');
    expect(relay.flagKeys()).toEqual(['greeting']);
    await file.write(JSON.stringify({ greeting: ON }));
    expect(await relay.refresh()).toBe(true);
  });

  it('that cannot be read at the start is the reason for not starting', async () => {
    const file = await aFile('a: { disable: maybe }');
    await expect(startDevRelay({ flagsFile: file.path })).rejects.toThrow(/flags\.yaml:1:15: a\.disable must be true/);
    await expect(startDevRelay({ flagsFile: `${file.path}.missing` })).rejects.toThrow('ENOENT');
  });
});

describe('flags handed over', () => {
  it('leaves out invalid flags, and says why', async () => {
    const lines: string[] = [];
    const relay = await startDevRelay({ flags: { good: ON, bad: {} }, log: (_level, line) => lines.push(line) });
    started.push(relay);
    expect(relay.flagKeys()).toEqual(['good']);
    expect(lines).toEqual(['flags: left out the flag "bad": no variation available']);
  });

  it('are replaced at once, in the flag set that is named', async () => {
    const { relay } = await aRelay({
      flagSets: [
        { name: 'a', apiKeys: ['key-a'], flags: { one: ON } },
        { name: 'b', apiKeys: ['key-b'], flags: {} },
      ],
    });
    relay.setFlags({ two: ON }, 'b');
    const answer = await post(relay, '/v1/flag/configuration', {}, { 'X-API-Key': 'key-b' });
    expect(await answer.json()).toEqual({ flags: { two: ON } });
    expect(() => relay.setFlags({}, 'c')).toThrow('flagSet must be one of a, b, not "c"');
    expect(() => relay.setFlags({ two: { disable: 'maybe' } }, 'b')).toThrow('two.disable must be true or false');
    expect(relay.flagKeys('b')).toEqual(['two']);
  });
});

it('keeps the events it is sent and those of its own evaluations', async () => {
  const { relay } = await aRelay({ flags: { greeting: ON, quiet: { ...ON, trackEvents: false } } });
  const event = {
    kind: 'feature',
    userKey: 'u',
    key: 'greeting',
    variation: 'on',
    value: true,
    creationDate: 1_700_000_000_123,
  };
  const tracking = { kind: 'tracking', userKey: 'u', key: 'bought', creationDate: 1_700_000_000 };
  const answer = await post(relay, '/v1/data/collector', {
    meta: { provider: 'web' },
    events: [event, tracking, { version: 1 }],
  });
  expect(await answer.json()).toEqual({ ingestedContentCount: 3 });
  await post(relay, '/ofrep/v1/evaluate/flags/greeting', USER);
  await post(relay, '/ofrep/v1/evaluate/flags/quiet', USER);
  await post(relay, '/ofrep/v1/evaluate/flags', USER);

  expect(relay.events()).toEqual([
    {
      ...event,
      creationDate: 1_700_000_000,
      default: false,
      version: '',
      source: 'PROVIDER_CACHE',
      metadata: { provider: 'web' },
    },
    { ...tracking, evaluationContext: null, trackingEventDetails: null },
    expect.objectContaining({
      key: 'greeting',
      value: true,
      source: 'SERVER',
      contextKind: 'user',
      metadata: { app: 'test' },
    }),
  ]);
  relay.clearJournals();
  expect(relay.events()).toEqual([]);
});

describe('faults', () => {
  it('answer with a status, and end when they are cleared', async () => {
    const { relay } = await aRelay({ flags: { greeting: ON } });
    await relay.faults.set({ status: 429, retryAfterSeconds: 7 });
    const spoilt = await post(relay, '/v1/flag/configuration');
    expect([spoilt.status, spoilt.headers.get('Retry-After')]).toEqual([429, '7']);
    expect((await fetch(`${relay.url}/health`)).status).toBe(200);
    await relay.faults.clear();
    expect((await post(relay, '/v1/flag/configuration')).status).toBe(200);
  });

  it('refuse every key, even of an open relay', async () => {
    const { relay } = await aRelay({ flags: { greeting: ON } });
    await relay.faults.set({ unauthorized: true });
    expect((await post(relay, '/v1/flag/configuration')).status).toBe(401);
  });

  it('truncate JSON without breaking HTTP', async () => {
    const { relay } = await aRelay({ flags: { greeting: ON } });
    const whole = await (await post(relay, '/v1/flag/configuration')).text();
    await relay.faults.set({ truncate: true });
    const half = await (await post(relay, '/v1/flag/configuration')).text();
    expect(whole.startsWith(half)).toBe(true);
    expect(() => JSON.parse(half)).toThrow(SyntaxError);
  });

  it.each([{ reset: true }, { cut: true }] as const)('%j breaks the answer', async (fault) => {
    const { relay } = await aRelay({ flags: { greeting: ON } });
    await relay.faults.set(fault);
    await expect(post(relay, '/v1/flag/configuration').then((answer) => answer.text())).rejects.toThrow();
  });

  it('take the relay down, streams too, and bring it back on the same port', async () => {
    const { relay } = await aRelay({ flags: { greeting: ON } });
    const stream = await fetch(`${relay.url}/stream/v1/sse/flag/change`);
    expect(relay.openStreams).toBe(1);
    await relay.faults.set({ gone: true });
    await expect(stream.text()).rejects.toThrow();
    await expect(fetch(`${relay.url}/health`)).rejects.toThrow();
    await relay.faults.clear();
    expect((await fetch(`${relay.url}/health`)).status).toBe(200);
    expect(relay.openStreams).toBe(0);
  });

  it('hold for the paths they name', async () => {
    const { relay } = await aRelay({ flags: { greeting: ON } });
    await relay.faults.set({ status: 500, paths: ['/v1/data/'] });
    expect((await post(relay, '/v1/data/collector', { events: [] })).status).toBe(500);
    expect((await post(relay, '/v1/flag/configuration')).status).toBe(200);
  });

  it('delay answers', async () => {
    const { relay } = await aRelay({ flags: { greeting: ON } });
    await relay.faults.set({ latencyMs: 50 });
    const before = performance.now();
    await post(relay, '/v1/flag/configuration');
    expect(performance.now() - before).toBeGreaterThanOrEqual(49);
  });

  it('delay streams, and count none whose client has gone meanwhile', async () => {
    const { relay } = await aRelay({ flags: { greeting: ON } });
    await relay.faults.set({ latencyMs: 200 });
    const signal = AbortSignal.timeout(50);
    await expect(fetch(`${relay.url}/stream/v1/sse/flag/change`, { signal })).rejects.toThrow();
    await post(relay, '/v1/flag/configuration');
    expect(relay.openStreams).toBe(0);
  });
});

it('rotates keys while it runs', async () => {
  const { relay } = await aRelay({ flags: { greeting: ON }, apiKeys: ['old'] });
  relay.setApiKeys(['new']);
  expect((await post(relay, '/v1/flag/configuration', {}, { 'X-API-Key': 'old' })).status).toBe(401);
  expect((await post(relay, '/v1/flag/configuration', {}, { 'X-API-Key': 'new' })).status).toBe(200);
});

it('tells every WebSocket of an edit', async () => {
  const { relay } = await aRelay({ flags: { greeting: ON } });
  const socket = new WebSocket(`${relay.url.replace('http', 'ws')}/stream/v1/ws/flag/change`);
  await once(socket, 'open');
  const message = once(socket, 'message');
  relay.setFlags({ greeting: OFF });
  const [{ data }] = (await message) as [MessageEvent<string>];
  expect(Object.keys(JSON.parse(data).updated)).toEqual(['greeting']);
  const closed = once(socket, 'close');
  socket.close();
  await closed;
});

it.each([
  [{ port: 70_000 }, 'port must be a whole number from 0 to 65535, not 70000'],
  [{ fileIntervalMs: 1 }, 'fileIntervalMs must be a number of milliseconds, at least 20, not 1'],
  [{ flags: {}, flagsFile: 'x.yaml' }, 'flagsFile must be absent where flags are given'],
  [{ apiKeys: [''] }, 'apiKeys must be a list of non-empty texts'],
  [
    { flagSets: [1, 2].map((n) => ({ name: `${n}`, apiKeys: ['k'] })) },
    'flagSets[].apiKeys must be in one flag set only, not "k"',
  ],
])('refuses the options %j', async (options, message) => {
  await expect(startDevRelay(options)).rejects.toThrow(message);
});
