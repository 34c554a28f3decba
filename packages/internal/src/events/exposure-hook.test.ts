import type { OpenFeatureAPI, Provider, ResolutionDetails } from '@openfeature/web-sdk';
import { beforeEach, expect, it } from 'vitest';
import { anApi } from '../testing/an-api.ts';
import { createExposureHook, type FlagEvidence } from './exposure-hook.ts';

type Recorded = readonly [key: string, variation: string, value: unknown, isFailed: boolean, version: string];

let api: OpenFeatureAPI;
let recorded: Recorded[];
let evidence: FlagEvidence | undefined;

beforeEach(() => {
  api = anApi();
  recorded = [];
  evidence = undefined;
  return () => api.close();
});

/** A provider that answers everything alike, with the hook. */
async function aClient(details: Omit<ResolutionDetails<unknown>, 'value'> & { readonly value?: unknown }) {
  const recorder = { exposure: (_: object, ...rest: Recorded) => void recorded.push(rest) };
  const answer = (_: string, value: unknown) => ({ value, ...details }) as never;
  const provider: Provider = {
    metadata: { name: 'test' },
    hooks: [createExposureHook(recorder, () => evidence)],
    resolveBooleanEvaluation: answer,
    resolveStringEvaluation: answer,
    resolveNumberEvaluation: answer,
    resolveObjectEvaluation: answer,
  };
  await api.setProviderAndWait(provider);
  return api.getClient();
}

it('records what the application was given', async () => {
  const client = await aClient({ value: 'red', variant: 'warm', flagMetadata: { version: '3' } });
  client.getStringValue('colour', '');
  evidence = { trackEvents: true, version: '4' };
  client.getStringValue('colour', '');
  expect(recorded).toEqual([
    ['colour', 'warm', 'red', false, '3'],
    ['colour', 'warm', 'red', false, '4'],
  ]);
});

it('records a failed evaluation with the default that the application got', async () => {
  const client = await aClient({ value: true, variant: 'on', errorCode: 'TYPE_MISMATCH' as never });
  client.getNumberValue('count', 7);
  expect(recorded).toEqual([['count', 'SdkDefault', 7, true, '']]);
});

it('records nothing of a flag that does not want it', async () => {
  evidence = { trackEvents: false, version: '' };
  (await aClient({ value: true, variant: 'on' })).getBooleanValue('secret', false);
  expect(recorded).toEqual([]);
});

it('records an evaluation once, as the application got it, where another hook spoils it', async () => {
  const client = await aClient({ value: 'red', variant: 'warm' });
  const spoil = () => {
    throw new Error('from a hook of the application');
  };
  expect(client.getStringValue('colour', 'mine', { hooks: [{ after: spoil }] })).toBe('mine');
  expect(recorded).toEqual([['colour', 'SdkDefault', 'mine', true, '']]);
});

it('keeps a copy of a default that is an object: it is the application’s to write to', async () => {
  const mine = { items: [1] };
  (await aClient({ errorCode: 'FLAG_NOT_FOUND' as never })).getObjectValue('list', mine);
  mine.items.push(2);
  expect(recorded[0]?.[2]).toEqual({ items: [1] });
});

it('never disturbs an evaluation, not even where there is no way to record it', async () => {
  const client = await aClient({ errorCode: 'FLAG_NOT_FOUND' as never });
  const cyclic: { self?: unknown } = {};
  cyclic.self = cyclic;
  expect(client.getObjectValue('list', cyclic as never)).toBe(cyclic);
  expect(recorded).toEqual([]);
});
