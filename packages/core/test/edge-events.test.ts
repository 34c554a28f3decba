import { anApi } from '@goff-web/internal/an-api';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import type { ExportedEvent, Relay } from '../../../e2e/relay/relay.ts';
import { RELAY_START_MS, startRelay } from '../../../e2e/relay/start-relay.ts';
import { createEdgeFlags, type EdgeFlags } from '../src/edge/index.ts';
import { GoFeatureFlagProvider } from '../src/index.ts';

const KEY = 'edge-key';
const FLAGS = {
  colour: { variations: { red: '#f00', blue: '#00f' }, defaultRule: { variation: 'red' }, version: '1.2.0' },
  shade: { variations: { dark: '#000' }, defaultRule: { variation: 'dark' } },
  secret: { variations: { on: true }, defaultRule: { variation: 'on' }, trackEvents: false },
};

let relay: Relay;
let flags: EdgeFlags;
beforeAll(async () => {
  relay = await startRelay({ flags: FLAGS, apiKeys: [KEY] });
  flags = createEdgeFlags({ endpoint: relay.url, apiKey: KEY, flushIntervalMs: 0, exporterMetadata: { team: 'edge' } });
}, RELAY_START_MS);
afterAll(async () => {
  await flags?.close();
  await relay?.close();
});

async function exported(kind: 'featureEvents' | 'trackingEvents', user: string): Promise<readonly ExportedEvent[]> {
  return vi.waitFor(
    async () => {
      const events = (await relay[kind]()).filter((event) => event['userKey'] === user);
      expect(events.length).toBeGreaterThan(0);
      return events;
    },
    { timeout: 10_000, interval: 100 },
  );
}

it('records what a request evaluates and tracks, and nothing for its snapshot', async () => {
  const { client, snapshot } = await flags.forRequest({ targetingKey: 'ada' });
  expect(snapshot().exposed).toBeUndefined();
  client.getStringValue('colour', '');
  client.getBooleanValue('secret', false);
  client.track('bought', { value: 3, items: ['hat'] });
  await flags.flush();

  expect(await exported('featureEvents', 'ada')).toEqual([
    expect.objectContaining({
      key: 'colour',
      variation: 'red',
      value: '#f00',
      default: false,
      version: '1.2.0',
      source: 'INPROCESS',
    }),
  ]);
  const [event] = await exported('featureEvents', 'ada');
  expect(event?.['metadata']).toMatchObject({ provider: 'web', openfeature: true, team: 'edge' });
  expect(await exported('trackingEvents', 'ada')).toEqual([
    expect.objectContaining({
      key: 'bought',
      trackingEventDetails: expect.objectContaining({ value: 3, items: ['hat'] }),
    }),
  ]);
});

it('names in a snapshot what it has evaluated and recorded', async () => {
  const { client, snapshot } = await flags.forRequest({ targetingKey: 'bob' });
  const before = Date.now();
  client.getStringValue('colour', '');
  client.getBooleanValue('secret', false);
  client.getStringValue('nobody', '');
  expect(snapshot().exposed).toEqual([['colour', expect.any(Number)]]);
  expect(snapshot().exposed?.[0]?.[1]).toBeGreaterThanOrEqual(before);
  expect(snapshot().untracked).toEqual(['secret']);
});

it('records a single evaluation over OFREP, as the relay proxy does, and no bulk evaluation', async () => {
  const ask = (path: string): Promise<Response> =>
    flags.ofrep(
      new Request(`https://edge.test/ofrep/v1/evaluate/flags${path}`, {
        method: 'POST',
        headers: { 'Content-Type': 'application/json' },
        body: '{"context":{"targetingKey":"carl"}}',
      }),
    );
  await ask('');
  await ask('/colour');
  await ask('/secret');
  await flags.flush();
  expect(await exported('featureEvents', 'carl')).toEqual([
    expect.objectContaining({ key: 'colour', variation: 'red' }),
  ]);
});

it('sends nothing where data collection is off', async () => {
  const silent = createEdgeFlags({ endpoint: relay.url, apiKey: KEY, flushIntervalMs: 0, disableDataCollection: true });
  const { client, snapshot } = await silent.forRequest({ targetingKey: 'dora' });
  client.getStringValue('colour', '');
  client.track('bought');
  expect(snapshot().exposed).toBeUndefined();
  await silent.close();
  const { client: other } = await flags.forRequest({ targetingKey: 'emil' });
  other.getStringValue('colour', '');
  await flags.flush();
  await exported('featureEvents', 'emil');
  expect((await relay.featureEvents()).some((event) => event['userKey'] === 'dora')).toBe(false);
});

it('sends what waits when it is closed', async () => {
  const patient = createEdgeFlags({ endpoint: relay.url, apiKey: KEY, flushIntervalMs: 20_000 });
  const { client } = await patient.forRequest({ targetingKey: 'fay' });
  client.getStringValue('colour', '');
  await patient.close();
  expect(await exported('featureEvents', 'fay')).toHaveLength(1);
});

it.each([
  [60_000, 1],
  [0, 2],
])(
  'within a window of %d ms, counts a flag %d times that the edge and then the page evaluates',
  async (exposureWindowMs, count) => {
    const user = { targetingKey: `gus-${exposureWindowMs}` };
    const { client, snapshot } = await flags.forRequest(user);
    client.getStringValue('colour', '');
    await flags.flush();

    const api = anApi();
    const bootstrap = JSON.parse(JSON.stringify(snapshot()));
    await api.setProviderAndWait(
      new GoFeatureFlagProvider({ endpoint: relay.url, apiKey: KEY, bootstrap, exposureWindowMs }),
      user,
    );
    for (const flagKey of ['colour', 'shade']) api.getClient().getStringValue(flagKey, '');
    await api.close();

    await vi.waitFor(
      async () => {
        const events = (await relay.featureEvents()).filter((event) => event['userKey'] === user.targetingKey);
        const keys = events.map((event) => event['key']);
        // What the edge has not evaluated is recorded by the page in any case.
        expect(keys.filter((key) => key === 'shade')).toHaveLength(1);
        expect(keys.filter((key) => key === 'colour')).toHaveLength(count);
      },
      { timeout: 10_000, interval: 100 },
    );
  },
);
