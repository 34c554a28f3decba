import { type Client, type OpenFeatureAPI, ProviderEvents, ProviderStatus } from '@openfeature/web-sdk';
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { status as answers, html, rateLimited, says } from '../faults/fault.ts';
import type { FaultProxy } from '../faults/fault-proxy.ts';
import { anApi, nextEvent } from './an-api.ts';
import { type BehaviourRelay, type RelayName, startBehaviourRelay } from './behaviour-relay.ts';
import { type AnyProvider, type CommonOptions, createProvider, flagsPath, MODES } from './mode.ts';

const KEY = 'suite-key';
const FLAGS = {
  admin: {
    variations: { on: true, off: false },
    targeting: [{ name: 'admins', query: 'admin eq true', variation: 'on' }],
    defaultRule: { variation: 'off' },
    metadata: { owner: 'team-a', limit: 3, nested: { left: 'out' } },
  },
  colour: { variations: { red: '#f00', blue: '#00f' }, defaultRule: { percentage: { red: 50, blue: 50 } } },
  limits: { variations: { small: { items: [1, 2.5] }, none: {} }, defaultRule: { variation: 'small' } },
  list: { variations: { some: ['a', 'b'] }, defaultRule: { variation: 'some' } },
  rate: { variations: { zero: 0, half: 0.5 }, defaultRule: { variation: 'zero' } },
  retired: { disable: true, variations: { on: true }, defaultRule: { variation: 'on' } },
  enriched: {
    variations: { yes: 'yes', no: 'no' },
    targeting: [{ query: 'env eq "suite"', variation: 'yes' }],
    defaultRule: { variation: 'no' },
  },
  toString: { variations: { own: 'own' }, defaultRule: { variation: 'own' } },
} as const;

const ALICE = { targetingKey: 'alice', admin: true };
const BOB = { targetingKey: 'bob', admin: false };

/** A store of the application's own, which outlives a provider. */
function aStorage(): { entries: Map<string, string>; storage: NonNullable<Exclude<CommonOptions['storage'], string>> } {
  const entries = new Map<string, string>();
  return {
    entries,
    storage: {
      get: (key) => entries.get(key),
      set: (key, value) => void entries.set(key, value),
      delete: (key) => void entries.delete(key),
    },
  };
}

/**
 * What holds in both modes, whichever relay proxy stands behind. What differs by design is a table in docs/modes.md.
 */
export function describeBehaviour(relayName: RelayName): void {
  let relay: BehaviourRelay;
  let proxy: FaultProxy;

  beforeAll(async () => {
    relay = await startBehaviourRelay(relayName, FLAGS, [KEY]);
    proxy = relay.proxy;
    return () => relay[Symbol.asyncDispose]();
  });

  describe.each(MODES)('%s mode', (mode) => {
    let api: OpenFeatureAPI;
    let client: Client;
    const path = flagsPath(mode);

    beforeEach(() => {
      api = anApi();
      client = api.getClient();
    });

    afterEach(async () => {
      await api.close();
      await relay.reset();
    });

    const aProvider = (options: Partial<CommonOptions> = {}): AnyProvider =>
      createProvider(mode, {
        endpoint: `${proxy.url}/`,
        apiKey: KEY,
        pollIntervalMs: 0,
        changeStream: 'off',
        storage: 'memory',
        logLevel: 'off',
        ...options,
      });

    /** A provider that is ready, for a user. */
    async function ready(options: Partial<CommonOptions> = {}, context = ALICE): Promise<AnyProvider> {
      const provider = aProvider(options);
      await api.setProviderAndWait(provider, context);
      return provider;
    }

    describe('an evaluation', () => {
      it('gives value, variant, reason and the primitive part of the metadata', async () => {
        await ready();
        expect(client.getBooleanDetails('admin', false)).toMatchObject({
          value: true,
          variant: 'on',
          reason: 'TARGETING_MATCH',
          flagMetadata: { owner: 'team-a', limit: 3, evaluatedRuleName: 'admins' },
        });
        expect(client.getBooleanDetails('admin', false).flagMetadata).not.toHaveProperty('nested');
        expect(client.getNumberDetails('rate', 7)).toMatchObject({ value: 0, variant: 'zero' });
        expect(client.getObjectValue('limits', {})).toEqual({ items: [1, 2.5] });
        expect(client.getObjectValue('list', [])).toEqual(['a', 'b']);
        expect(client.getStringValue('enriched', '')).toBe('yes');
      });

      it('turns no value into another type', async () => {
        await ready();
        for (const details of [
          client.getStringDetails('admin', 'mine'),
          client.getNumberDetails('colour', 1),
          client.getBooleanDetails('limits', true),
          client.getObjectDetails('rate', { mine: true }),
        ]) {
          expect(details).toMatchObject({ reason: 'ERROR', errorCode: 'TYPE_MISMATCH' });
        }
        expect(client.getStringValue('admin', 'mine')).toBe('mine');
      });

      it('knows a flag by its name only, built-in names included', async () => {
        await ready();
        expect(client.getStringValue('toString', '')).toBe('own');
        for (const flagKey of ['missing', 'constructor', '__proto__', '']) {
          expect(client.getBooleanDetails(flagKey, true)).toMatchObject({ value: true, errorCode: 'FLAG_NOT_FOUND' });
        }
      });

      it('of a disabled flag gives the default', async () => {
        await ready();
        for (const value of [true, false]) {
          const details = client.getBooleanDetails('retired', value);
          expect(details).toMatchObject({ value, reason: 'DISABLED', variant: 'SdkDefault' });
          expect(details.errorCode).toBeUndefined();
        }
      });

      it('keeps one flag’s error to that flag', async () => {
        await ready({}, { admin: true } as never);
        expect(client.getStringDetails('colour', 'mine')).toMatchObject({
          value: 'mine',
          errorCode: 'TARGETING_KEY_MISSING',
        });
        expect(client.getBooleanValue('admin', false)).toBe(true);
      });

      it('hands out one object until its flag answers differently', async () => {
        const provider = await ready();
        const limits = client.getObjectValue('limits', {});
        await relay.writeFlags({ ...FLAGS, rate: { ...FLAGS.rate, defaultRule: { variation: 'half' } } });
        await provider.refresh();
        expect(client.getNumberValue('rate', 7)).toBe(0.5);
        expect(client.getObjectValue('limits', {})).toBe(limits);
        expect(Object.isFrozen(limits)).toBe(true);
      });

      it('survives any context', async () => {
        const cycle: { [name: string]: unknown } = { at: new Date(0), big: 10n, call: () => 1, none: undefined };
        cycle['self'] = cycle;
        await ready({}, { ...ALICE, cycle, ['__proto__']: 1, list: [undefined, Number.NaN] } as never);
        expect(client.getBooleanValue('admin', false)).toBe(true);
      });
    });

    describe('the context', () => {
      it('is this user’s and nobody else’s, from the first evaluation on', async () => {
        await ready();
        await api.setContext(BOB);
        expect(client.getBooleanDetails('admin', true)).toMatchObject({ value: false, reason: 'DEFAULT' });
        await api.setContext(ALICE);
        expect(client.getBooleanValue('admin', false)).toBe(true);
      });

      it('is a copy: what the application changes later concerns nobody', async () => {
        const labels = { plan: { admin: true } };
        await ready({}, { ...ALICE, ...labels });
        labels.plan.admin = false;
        expect(client.getBooleanValue('admin', false)).toBe(true);
      });

      it('of one domain is not another’s', async () => {
        await api.setProviderAndWait('one', aProvider(), ALICE);
        await api.setProviderAndWait('two', aProvider(), BOB);
        expect(api.getClient('one').getBooleanValue('admin', false)).toBe(true);
        expect(api.getClient('two').getBooleanValue('admin', true)).toBe(false);
        await api.setContext('two', ALICE);
        expect(api.getClient('two').getBooleanValue('admin', false)).toBe(true);
      });

      it('changed a hundred times in a row shows the last', async () => {
        await ready();
        const changes = Array.from({ length: 100 }, (_, user) =>
          api.setContext({ targetingKey: `user-${user}`, admin: user % 2 === 0 }),
        );
        await Promise.all(changes);
        expect(client.getBooleanDetails('admin', true)).toMatchObject({ value: false, reason: 'DEFAULT' });
        expect(client.providerStatus).toBe(ProviderStatus.READY);
      });
    });

    describe('a start', () => {
      it('that is answered is READY', async () => {
        const event = nextEvent(api, ProviderEvents.Ready);
        await ready();
        expect(await event).toMatchObject({ providerName: 'GO Feature Flag Provider' });
        expect(client.providerStatus).toBe(ProviderStatus.READY);
      });

      it.each([
        ['is cut', { kind: 'cut' }],
        ['is reset', { kind: 'reset' }],
        ['is half the body', { kind: 'truncate' }],
        ['is broken gzip', { kind: 'broken-gzip' }],
        ['is a page', html()],
        ['is a list', says('[]')],
        ['is null', says('null')],
        ['is 404', answers(404)],
        ['is 500', answers(500)],
        ['is 503', answers(503)],
      ] as const)(
        'whose answer %s is ERROR with defaults, and READY at the next one that is good',
        async (_, fault) => {
          proxy.inflict({ path, fault, times: 1 });
          const provider = aProvider();
          await expect(api.setProviderAndWait(provider, ALICE)).rejects.toThrow(proxy.url);
          expect(client.providerStatus).toBe(ProviderStatus.ERROR);
          expect(client.getBooleanDetails('admin', false)).toMatchObject({
            value: false,
            reason: 'ERROR',
            errorCode: 'PROVIDER_NOT_READY',
          });
          await provider.refresh();
          expect([client.providerStatus, client.getBooleanValue('admin', false)]).toEqual([ProviderStatus.READY, true]);
        },
      );

      it('without a relay proxy is ERROR, and READY by itself once there is one', async () => {
        await relay.vanish();
        const recovered = nextEvent(api, ProviderEvents.Ready);
        await expect(api.setProviderAndWait(aProvider(), ALICE)).rejects.toThrow('No complete answer');
        await relay.reset();
        await recovered;
        expect(client.providerStatus).toBe(ProviderStatus.READY);
      });

      it.each([
        ['hangs', { kind: 'hang' }],
        ['drips', { kind: 'drip', everyMs: 50 }],
      ] as const)('that %s is given up after timeoutMs, body included', async (_, fault) => {
        proxy.inflict({ path, fault });
        await expect(api.setProviderAndWait(aProvider({ timeoutMs: 200 }), ALICE)).rejects.toThrow('within 200 ms');
      });

      it('with a wrong key is FATAL, and READY with the right one', async () => {
        const provider = aProvider({ apiKey: 'wrong' });
        await expect(api.setProviderAndWait(provider, ALICE)).rejects.toThrow('"apiKey"');
        expect(client.providerStatus).toBe(ProviderStatus.FATAL);
        await provider.setApiKey(KEY);
        expect(client.providerStatus).toBe(ProviderStatus.READY);
        expect(client.getBooleanValue('admin', false)).toBe(true);
      });

      it('without a key where one is wanted says so', async () => {
        await expect(api.setProviderAndWait(aProvider({ apiKey: '' }), ALICE)).rejects.toThrow('set "apiKey"');
      });

      it('at a gateway’s 403 is FATAL', async () => {
        proxy.inflict({ path, fault: answers(403) });
        await expect(api.setProviderAndWait(aProvider(), ALICE)).rejects.toThrow('403');
        expect(client.providerStatus).toBe(ProviderStatus.FATAL);
      });

      it('without any flags is READY and finds none', async () => {
        await relay.writeFlags({});
        await ready();
        expect(client.getBooleanDetails('admin', true)).toMatchObject({ value: true, errorCode: 'FLAG_NOT_FOUND' });
      });
    });

    describe('a refresh', () => {
      it('costs a 304 without a body while nothing changes, and tells nothing', async () => {
        const provider = await ready();
        const told: unknown[] = [];
        for (const type of Object.values(ProviderEvents)) api.addHandler(type, () => told.push(type));
        told.length = 0;
        await provider.refresh();
        expect(proxy.requestsTo(path).at(-1)).toMatchObject({ status: 304, bytes: 0 });
        expect(told).toEqual([]);
      });

      it('names exactly the flags that were added, removed and edited', async () => {
        const provider = await ready();
        const event = nextEvent(api, ProviderEvents.ConfigurationChanged);
        const { list: _, ...kept } = FLAGS;
        await relay.writeFlags({
          ...kept,
          rate: { ...FLAGS.rate, defaultRule: { variation: 'half' } },
          added: { variations: { on: true }, defaultRule: { variation: 'on' } },
        });
        await provider.refresh();
        expect([...((await event)['flagsChanged'] as string[])].sort()).toEqual(['added', 'list', 'rate']);
        expect(client.getNumberValue('rate', 7)).toBe(0.5);
        expect(client.getObjectDetails('list', []).errorCode).toBe('FLAG_NOT_FOUND');
      });

      it('that fails changes nothing twice, is STALE with a reason the third time, and READY at the next success', async () => {
        const provider = await ready();
        const stale = nextEvent(api, ProviderEvents.Stale);
        proxy.inflict({ path, fault: answers(500), times: 3 });
        for (let failure = 1; failure <= 3; failure += 1) {
          expect(client.providerStatus).toBe(ProviderStatus.READY);
          await provider.refresh();
        }
        expect(client.providerStatus).toBe(ProviderStatus.STALE);
        expect((await stale)['message']).toContain('500');
        expect(client.getBooleanDetails('admin', false)).toMatchObject({ value: true, reason: 'TARGETING_MATCH' });
        const recovered = nextEvent(api, ProviderEvents.Ready);
        await provider.refresh();
        await recovered;
        expect(client.providerStatus).toBe(ProviderStatus.READY);
      });

      it('with a key that is refused serves on, STALE, and recovers with another', async () => {
        const provider = await ready();
        const lift = proxy.inflict({ path, fault: answers(401) });
        await provider.refresh();
        expect(client.providerStatus).toBe(ProviderStatus.STALE);
        expect(client.getBooleanValue('admin', false)).toBe(true);
        lift();
        await provider.setApiKey('wrong');
        expect(client.providerStatus).toBe(ProviderStatus.STALE);
        await provider.setApiKey(KEY);
        expect(client.providerStatus).toBe(ProviderStatus.READY);
      });

      it('at a gateway’s 403 is one failure among others', async () => {
        const provider = await ready();
        proxy.inflict({ path, fault: answers(403), times: 1 });
        await provider.refresh();
        expect(client.providerStatus).toBe(ProviderStatus.READY);
      });

      it('sends nothing while a 429 holds', async () => {
        const provider = await ready();
        proxy.inflict({ path, fault: rateLimited(60, 'readable'), times: 1 });
        await provider.refresh();
        const sent = proxy.requestsTo(path).length;
        await provider.refresh();
        await provider.refresh();
        expect(proxy.requestsTo(path)).toHaveLength(sent);
        expect(client.getBooleanValue('admin', false)).toBe(true);
      });

      it('believes that all flags are gone only when it is told twice', async () => {
        const provider = await ready();
        await relay.writeFlags({});
        await provider.refresh();
        expect(client.getBooleanValue('admin', false)).toBe(true);
        await provider.refresh();
        expect(client.getBooleanDetails('admin', false).errorCode).toBe('FLAG_NOT_FOUND');
      });

      it('gives an endless body up', async () => {
        const provider = await ready();
        proxy.inflict({ path, fault: { kind: 'huge', bytes: 200_000_000 }, times: 1 });
        await provider.refresh();
        expect(proxy.requestsTo(path).at(-1)?.bytes).toBeLessThan(100_000_000);
        expect(client.getBooleanValue('admin', false)).toBe(true);
      });
    });

    describe('options:', () => {
      it('flagList limits what is there', async () => {
        await ready({ flagList: ['admin'] });
        expect(client.getBooleanValue('admin', false)).toBe(true);
        expect(client.getNumberDetails('rate', 7).errorCode).toBe('FLAG_NOT_FOUND');
      });

      it('headers go along, and the provider’s own win', async () => {
        await ready({ headers: { 'X-Team': 'web', 'X-API-Key': 'theirs', 'Content-Type': 'text/plain' } });
        expect(proxy.requestsTo(path).at(-1)?.headers).toMatchObject({
          'x-team': 'web',
          'x-api-key': KEY,
          'content-type': 'application/json',
        });
      });

      it('fetch is used', async () => {
        const asked: string[] = [];
        await ready({
          fetch: (input, init) => {
            asked.push(input instanceof Request ? input.url : String(input));
            return fetch(input, init);
          },
        });
        expect(asked).toEqual([`${proxy.url}${path}`]);
      });

      it('pollIntervalMs brings an edit', async () => {
        await ready({ pollIntervalMs: 1_000 });
        const event = nextEvent(api, ProviderEvents.ConfigurationChanged);
        await relay.writeFlags({ ...FLAGS, rate: { ...FLAGS.rate, defaultRule: { variation: 'half' } } });
        expect((await event)['flagsChanged']).toEqual(['rate']);
      });

      it('a wrong one throws, with its name, its range and the value', () => {
        expect(() => aProvider({ timeoutMs: -1 })).toThrow(/^"timeoutMs" must be .* got -1\.$/);
        expect(() => aProvider({ endpoint: 'relay' })).toThrow(/^"endpoint" must be .* got "relay"\.$/);
      });
    });

    describe('what is stored', () => {
      /** What a page that was here before has left. */
      async function aVisit(): Promise<ReturnType<typeof aStorage>> {
        const stored = aStorage();
        const provider = aProvider({ storage: stored.storage });
        const first = anApi();
        await first.setProviderAndWait(provider, ALICE);
        await first.close();
        await expect.poll(() => JSON.stringify([...stored.entries])).toContain('team-a');
        return stored;
      }

      it('makes the next page ready before any network', async () => {
        const { storage } = await aVisit();
        await relay.vanish();
        await ready({ storage });
        expect(client.getBooleanDetails('admin', false)).toMatchObject({ value: true, variant: 'on' });
        expect(client.providerStatus).toBe(ProviderStatus.READY);
      });

      it('helps out where the network goes first and fails', async () => {
        const { storage } = await aVisit();
        proxy.inflict({ path, fault: answers(503) });
        await ready({ storage, cacheMode: 'network-first' });
        expect(client.getBooleanValue('admin', false)).toBe(true);
      });

      it('does not cover up that a key is refused, where the network goes first', async () => {
        const { storage } = await aVisit();
        for (const refusal of [403, 401]) {
          proxy.inflict({ path, fault: answers(refusal), times: 1 });
          const provider = aProvider({ storage, cacheMode: 'network-first' });
          await expect(api.setProviderAndWait(provider, ALICE)).rejects.toThrow(String(refusal));
          expect(client.providerStatus).toBe(ProviderStatus.FATAL);
        }
      });

      it('is not used where caching is disabled or the entry is too old', async () => {
        const { storage } = await aVisit();
        await relay.vanish();
        for (const options of [{ cacheMode: 'disabled' }, { cacheMaxAgeMs: 0 }] as const) {
          await expect(api.setProviderAndWait(aProvider({ storage, ...options }), ALICE)).rejects.toThrow();
        }
      });

      it('belongs to one endpoint, key and flag list, and is read for no other', async () => {
        const { storage } = await aVisit();
        await relay.vanish();
        const endpoint = `${proxy.url}/prefix`;
        for (const options of [{ endpoint }, { apiKey: 'another-key' }, { flagList: ['admin', 'colour'] }]) {
          await expect(api.setProviderAndWait(aProvider({ storage, ...options }), ALICE)).rejects.toThrow();
          expect(client.getBooleanDetails('admin', true)).toMatchObject({
            value: true,
            errorCode: 'PROVIDER_NOT_READY',
          });
        }
        await ready({ storage });
      });

      it('names neither key nor user', async () => {
        const { entries } = await aVisit();
        const everything = JSON.stringify([...entries]);
        expect(everything).not.toContain(KEY);
        expect(everything).not.toContain('alice');
      });

      it('is deleted when the key is refused', async () => {
        const { entries, storage } = await aVisit();
        const provider = await ready({ storage });
        proxy.inflict({ path, fault: answers(401) });
        await provider.refresh();
        await expect.poll(() => JSON.stringify([...entries])).not.toContain('team-a');
      });

      it('is forgotten without a trace', async () => {
        const { entries, storage } = await aVisit();
        const provider = await ready({ storage });
        await provider.refresh();
        await provider.forget();
        await provider.refresh();
        expect([...entries]).toEqual([]);
      });
    });

    describe('a snapshot', () => {
      it.each(MODES)(
        'of %s mode makes the first evaluation answer as it did there, before any network',
        async (other) => {
          const source = createProvider(other, {
            endpoint: proxy.url,
            apiKey: KEY,
            storage: 'memory',
            logLevel: 'off',
          });
          const server = anApi();
          await server.setProviderAndWait(source, ALICE);
          const bootstrap = JSON.parse(JSON.stringify(source.snapshot()));
          const ask = (asked: Client): object[] =>
            [
              asked.getBooleanDetails('admin', false),
              asked.getStringDetails('colour', ''),
              asked.getObjectDetails('limits', {}),
              asked.getBooleanDetails('retired', true),
              asked.getStringDetails('missing', ''),
            ].map(({ errorCode, flagMetadata, reason, value, variant }) => {
              return { errorCode, flagMetadata, reason, value, variant };
            });
          const expected = ask(server.getClient());
          await server.close();

          await relay.vanish();
          api.setProvider(aProvider({ bootstrap }), ALICE);
          expect(client.providerStatus).toBe(ProviderStatus.READY);
          expect(ask(client)).toEqual(expected);
        },
      );

      it('gives way to the relay proxy’s answers without naming a flag that answers the same', async () => {
        const first = await ready();
        const bootstrap = JSON.parse(JSON.stringify(first.snapshot()));
        await relay.writeFlags({ ...FLAGS, rate: { ...FLAGS.rate, defaultRule: { variation: 'half' } } });
        const event = nextEvent(api, ProviderEvents.ConfigurationChanged);
        await ready({ bootstrap });
        expect((await event)['flagsChanged']).toEqual(['rate']);
        expect(client.getNumberValue('rate', 7)).toBe(0.5);
      });

      it('of another user is refused', async () => {
        const first = await ready();
        const bootstrap = JSON.parse(JSON.stringify(first.snapshot()));
        await relay.vanish();
        await expect(api.setProviderAndWait(aProvider({ bootstrap }), BOB)).rejects.toThrow();
        expect(client.getBooleanDetails('admin', true)).toMatchObject({ value: true, errorCode: 'PROVIDER_NOT_READY' });
      });
    });

    describe('closing', () => {
      it('can be undone, as often as one likes', async () => {
        const provider = aProvider();
        for (let round = 0; round < 3; round += 1) {
          await provider.initialize(ALICE);
          expect(provider.resolveBooleanEvaluation('admin', false, ALICE).value).toBe(true);
          await provider.onClose();
          await provider.onClose();
        }
      });

      it('ends a start that is under way', async () => {
        proxy.inflict({ path, fault: { kind: 'hang' } });
        const before = proxy.requestsTo(path).length;
        const provider = aProvider();
        const started = provider.initialize(ALICE);
        await proxy.seen(path, before + 1);
        await provider.onClose();
        await expect(started).rejects.toMatchObject({ code: 'PROVIDER_CLOSED' });
      });
    });
  });
}
