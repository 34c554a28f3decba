import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, expect, it } from 'vitest';
import { nameRepository } from './name-repository.ts';

const FORGE = { GITHUB_SERVER_URL: 'https://forge.test', GITHUB_REPOSITORY: 'someone/flags' };
const OWN = { type: 'git', url: 'git+https://forge.test/another/place.git' };

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'goff-repository-'));
  const manifests = { core: {}, own: { repository: OWN }, inner: { private: true } };
  for (const [name, manifest] of Object.entries(manifests)) {
    await mkdir(join(folder, name));
    await writeFile(join(folder, name, 'package.json'), JSON.stringify({ name, ...manifest }));
  }
  return () => rm(folder, { recursive: true, force: true });
});

const repositoryOf = async (name: string): Promise<unknown> =>
  JSON.parse(await readFile(join(folder, name, 'package.json'), 'utf8')).repository;

it('writes the repository of the workflow into what is published, and leaves alone what has one', async () => {
  expect((await nameRepository(folder, FORGE)).toSorted()).toEqual(['core', 'own']);
  expect(await repositoryOf('core')).toEqual({
    type: 'git',
    url: 'git+https://forge.test/someone/flags.git',
    directory: 'packages/core',
  });
  expect(await repositoryOf('own')).toEqual(OWN);
  expect(await repositoryOf('inner')).toBeUndefined();
});

it('says what is missing where nobody knows the repository', async () => {
  await expect(nameRepository(folder, {})).rejects.toThrow('core names no repository');
});
