import { readFile } from 'node:fs/promises';
import * as sdk from '@openfeature/web-sdk';
import { expect, it } from 'vitest';
import { LOWEST_SDK } from '../vitest/lowest-sdk.ts';

interface Manifest {
  readonly version: string;
  readonly peerDependencies?: Readonly<Record<string, string>>;
}

async function manifestIn(folder: string): Promise<Manifest> {
  return JSON.parse(await readFile(`${folder}/package.json`, 'utf8'));
}

it.each(['core', 'remote'])('these suites run on the lowest versions that %s accepts', async (name) => {
  const { peerDependencies } = await manifestIn(new URL(`../../packages/${name}`, import.meta.url).pathname);
  for (const [peer, folder] of Object.entries(LOWEST_SDK)) {
    expect(peerDependencies?.[peer]).toBe(`^${(await manifestIn(folder)).version}`);
  }
});

it('what is imported here is that SDK', async () => {
  const lowest: object = await import(LOWEST_SDK['@openfeature/web-sdk'] ?? '');
  expect(sdk.OpenFeatureEventEmitter).toBe(Reflect.get(lowest, 'OpenFeatureEventEmitter'));
});
