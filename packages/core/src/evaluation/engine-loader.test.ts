import type { LoadEngineOptions } from '@goff-web/engine';
import { createMemoryStore, type StoredValue } from '@goff-web/internal';
import { createFakeClock } from '@goff-web/internal/fake-clock';
import { expect, it } from 'vitest';
import { ConfigurationCache } from '../cache/configuration-cache.ts';
import { fakeEngine } from '../testing/fake-engine.ts';
import { createEngineLoader, type LoadEngine } from './engine-loader.ts';
import { engineFromStore, engineToText } from './stored-engine.ts';

const BYTES = Uint8Array.from({ length: 1_000 }, (_, index) => index % 256);
const DIGEST = 'digest-of-the-engine';
const clock = createFakeClock();

function aDevice(isText = false, idle = Promise.resolve()) {
  const store = createMemoryStore();
  const entries = new Map<string, StoredValue>();
  const kept = {
    ...store,
    set: async (key: string, value: StoredValue) => {
      entries.set(key, value);
      await store.set(key, value);
    },
  };
  const identity = { endpoint: 'https://relay.test', apiKey: 'key', flagList: [] };
  const cache = new ConfigurationCache(kept, clock, 1_000, identity);
  const shelf = (digest = DIGEST) => ({
    idle,
    async read() {
      const found = await cache.readEngine(digest);
      return found === undefined ? undefined : engineFromStore(found);
    },
    patience: () => new Promise<undefined>(() => undefined),
    save: (bytes: ArrayBuffer) => cache.saveEngine(digest, isText ? engineToText(bytes) : bytes),
  });
  return { cache, entries, identity, shelf, store };
}

function bytesOf(source: unknown): Uint8Array {
  return source instanceof ArrayBuffer ? new Uint8Array(source) : (source as Uint8Array);
}

/** Loads whatever it is given, and from a network where it is given nothing. */
function aLoad(network: () => Response) {
  const sources: unknown[] = [];
  const load: LoadEngine = async (source, options: LoadEngineOptions = {}) => {
    sources.push(source);
    if (source === undefined) options.onResponse?.(clock.watchBody(network()));
    else if (bytesOf(source).length !== BYTES.length) throw new Error('not an engine');
    return fakeEngine;
  };
  return { load, sources };
}

async function visit(device: ReturnType<typeof aDevice>, network: () => Response = () => new Response(BYTES)) {
  const { load, sources } = aLoad(network);
  await createEngineLoader(load, undefined, device.shelf())();
  // Keeping it is nobody's business to wait for.
  await clock.advance(0);
  return sources;
}

it.each([
  ['bytes', false],
  ['text', true],
] as const)(
  'loads the engine from the network once, and from a device that keeps %s at each later visit',
  async (_, isText) => {
    const device = aDevice(isText);
    expect(await visit(device)).toEqual([undefined]);
    expect([...device.entries.values()].map((kept) => typeof kept)).toEqual([isText ? 'string' : 'object']);
    expect((await visit(device)).map(bytesOf)).toEqual([BYTES]);
  },
);

it('takes the network where what is kept is no engine, or text that was altered', async () => {
  const device = aDevice(true);
  await visit(device);
  const [name = ''] = device.entries.keys();
  const entry = await device.store.get(name);
  await device.store.set(name, entry?.replace('AAEC', 'AAED') ?? '');
  expect(await visit(device)).toEqual([undefined]);
  await device.cache.saveEngine(DIGEST, new ArrayBuffer(3));
  expect(await visit(device)).toEqual([new ArrayBuffer(3), undefined]);
});

it('does not keep an engine that breaks off while it is read', async () => {
  const device = aDevice();
  const broken = () =>
    new Response(new ReadableStream({ pull: (controller) => controller.error(new Error('connection reset')) }));
  await visit(device, broken);
  expect(await device.cache.readEngine(DIGEST)).toBeUndefined();
});

it('does not wait long for a device that does not answer before it asks the network', async () => {
  const { load, sources } = aLoad(() => new Response(BYTES));
  const silent = {
    ...aDevice().shelf(),
    read: () => new Promise<never>(() => undefined),
    patience: async () => undefined,
  };
  await createEngineLoader(load, undefined, silent)();
  expect(sources).toEqual([undefined]);
});

it('takes what a slow device has kept where the network fails', async () => {
  let answer: (bytes: BufferSource) => void = () => undefined;
  const slow = {
    ...aDevice().shelf(),
    read: () =>
      new Promise<BufferSource>((resolve) => {
        answer = resolve;
      }),
    patience: async () => undefined,
  };
  const { load, sources } = aLoad(() => {
    queueMicrotask(() => answer(BYTES));
    throw new TypeError('offline');
  });
  await createEngineLoader(load, undefined, slow)();
  expect(sources).toEqual([undefined, BYTES]);
});

it('names the network’s fault where what is kept is of no use either', async () => {
  const useless = { ...aDevice().shelf(), read: async () => new Uint8Array(3) };
  const { load } = aLoad(() => {
    throw new TypeError('offline');
  });
  await expect(createEngineLoader(load, undefined, useless)()).rejects.toThrow('offline');
});

it('keeps one engine: another version’s goes when this one’s comes', async () => {
  const device = aDevice();
  await device.shelf('digest-of-another').save(BYTES.buffer);
  await visit(device);
  expect(await device.cache.readEngine('digest-of-another')).toBeUndefined();
  expect(bytesOf(await device.cache.readEngine(DIGEST))).toEqual(BYTES);
});

it('leaves no engine behind when everything is forgotten, nor when the key is another', async () => {
  const device = aDevice();
  await visit(device);
  await device.cache.rekey({ ...device.identity, apiKey: 'other' });
  await device.cache.rekey(device.identity);
  expect(await device.cache.readEngine(DIGEST)).toBeUndefined();
  await visit(device);
  await device.cache.forget();
  await device.cache.saveEngine(DIGEST, BYTES.buffer);
  expect(await device.cache.readEngine(DIGEST)).toBeUndefined();
});

it('is compiled once for all providers of a page, and again only after a failure', async () => {
  let loads = 0;
  const load: LoadEngine = async () => {
    loads += 1;
    if (loads === 1) throw new Error('offline');
    return fakeEngine;
  };
  const providers = [createEngineLoader(load, undefined), createEngineLoader(load, undefined)];
  await expect(Promise.all(providers.map((loadEngine) => loadEngine()))).rejects.toThrow('offline');
  const engines = await Promise.all(providers.map((loadEngine) => loadEngine()));
  expect([loads, engines[0] === engines[1]]).toEqual([2, true]);
});

it('needs no age: an engine does not become wrong', async () => {
  const device = aDevice();
  await visit(device);
  const later = new ConfigurationCache(device.store, createFakeClock(9e12), 1_000, device.identity);
  expect(bytesOf(await later.readEngine(DIGEST))).toEqual(BYTES);
});

it('reads the engine once more, to keep it, only when nobody waits for what it is needed for', async () => {
  let end: () => void = () => undefined;
  const idle = new Promise<void>((resolve) => {
    end = resolve;
  });
  const device = aDevice(false, idle);
  const response = new Response(BYTES);
  await visit(device, () => response);
  expect([response.bodyUsed, device.entries.size]).toEqual([false, 0]);
  end();
  await expect.poll(() => device.entries.size).toBe(1);
});

it('keeps the engine where the provider stores that loads it, not where one does that was only made before', async () => {
  const [made, started] = [aDevice(), aDevice()];
  const { load } = aLoad(() => new Response(BYTES));
  createEngineLoader(load, undefined, made.shelf());
  await createEngineLoader(load, undefined, started.shelf())();
  await expect.poll(() => started.entries.size).toBe(1);
  expect(made.entries.size).toBe(0);
});
