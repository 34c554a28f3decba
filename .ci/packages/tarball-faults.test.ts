import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { tarballFaults } from './tarball-faults.ts';

let folder = '';

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'goff-tarball-'));
  mkdirSync(path.join(folder, 'package'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function packed(files: Readonly<Record<string, string>>): string {
  for (const [name, text] of Object.entries(files)) writeFileSync(path.join(folder, 'package', name), text);
  execFileSync('tar', ['-czf', 'packed.tgz', ...Object.keys(files).map((name) => `package/${name}`)], { cwd: folder });
  return path.join(folder, 'packed.tgz');
}

const GOOD = {
  'README.md': 'See [the project](https://example.com) and [options](#options).',
  'index.d.ts': "export type { Engine } from '@goff-web/engine';",
  'package.json': JSON.stringify({
    scripts: { build: 'node build.ts' },
    dependencies: { ky: '1.7.5' },
    publishConfig: { access: 'public', provenance: true },
  }),
};

it('finds nothing wrong with a package that holds what is expected', async () => {
  expect(await tarballFaults(packed(GOOD), Object.keys(GOOD))).toEqual([]);
});

it('names files that are not expected and files that are missing', async () => {
  const expected = ['README.md', 'index.d.ts', 'index.js'];
  expect(await tarballFaults(packed(GOOD), expected)).toEqual([
    'holds package.json, which is not expected',
    'lacks index.js',
  ]);
});

it('names what only the workspace understands, what runs at installation and what is private', async () => {
  const bad = {
    'README.md': '[options](../docs/options.md)',
    'index.d.ts': "export { GoffError } from '@goff-web/internal';",
    'package.json': JSON.stringify({
      scripts: { postinstall: 'node x' },
      dependencies: { ky: 'catalog:', '@goff-web/internal': '0.1.0' },
    }),
  };
  expect(await tarballFaults(packed(bad), Object.keys(bad))).toEqual([
    'package.json: does not ask for provenance',
    'package.json: runs a script at postinstall',
    'package.json: ky is "catalog:"',
    'package.json: dependencies name @goff-web/internal, which is never published',
    'index.d.ts: names @goff-web/internal, which is never published',
    "README.md: ../docs/options.md leads nowhere on a registry's page",
  ]);
});
