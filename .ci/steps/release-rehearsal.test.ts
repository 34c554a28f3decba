import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { beforeEach, expect, it } from 'vitest';
import { releaseFaults } from './release-rehearsal.ts';

const CHANGESET = '---\n"a": minor\n---\n\nDo more.\n';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'goff-project-'));
  await put({
    'package.json': '{"name":"project","private":true}',
    'pnpm-workspace.yaml': 'packages: ["packages/*"]\n',
    'pnpm-lock.yaml': '',
    '.changeset/README.md': 'About changesets.',
    '.changeset/config.json': '{"fixed":[["a","b"]],"access":"public","baseBranch":"main","commit":false}',
    'packages/a/package.json': '{"name":"a","version":"0.1.0"}',
    'packages/b/package.json': '{"name":"b","version":"0.1.0"}',
  });
  return () => rm(folder, { recursive: true, force: true });
});

async function put(files: Readonly<Record<string, string>>): Promise<void> {
  for (const [name, text] of Object.entries(files)) {
    await mkdir(dirname(join(folder, name)), { recursive: true });
    await writeFile(join(folder, name), text);
  }
}

const faults = (): Promise<readonly string[]> => releaseFaults(folder, () => undefined);

it('finds nothing wrong where changesets give every package the same version', async () => {
  await put({ '.changeset/more.md': CHANGESET });
  expect(await faults()).toEqual([]);
});

it('finds nothing wrong once versions and changelogs are written, and there is no changeset left', async () => {
  await put({ 'packages/a/CHANGELOG.md': '## 0.1.0', 'packages/b/CHANGELOG.md': '## 0.1.0' });
  expect(await faults()).toEqual([]);
});

it('names a version without a changelog, and packages whose versions differ', async () => {
  await put({ 'packages/b/package.json': '{"name":"b","version":"0.2.0"}', 'packages/b/CHANGELOG.md': '## 0.2.0' });
  expect(await faults()).toEqual([
    'published packages would differ in version: 0.1.0, 0.2.0',
    'a would be released as 0.1.0 without a changelog',
  ]);
});

it('passes on what is wrong with a changeset', async () => {
  await put({ '.changeset/more.md': '---\n"nobody": minor\n---\n\nDo more.\n' });
  expect((await faults()).join()).toContain('nobody');
});
