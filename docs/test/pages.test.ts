import { readdir, readFile } from 'node:fs/promises';
import { stripTypeScriptTypes } from 'node:module';
import { startDevRelay } from '@goff-web/dev-relay';
import { expect, it } from 'vitest';

const root = new URL('../', import.meta.url);
const repository = new URL('../', root);
const entries = await readdir(root, { recursive: true });
const pages = entries.filter((name) => name.endsWith('.md') && !/^(node_modules|dist|api|proof)\//.test(name));

/** What a page shows, block by block, of one language. */
async function blocksOf(page: string, language: string): Promise<string[]> {
  const text = await readFile(new URL(page, repository), 'utf8');
  return [...text.matchAll(new RegExp(`^\`\`\`${language}\\n([\\s\\S]*?)^\`\`\``, 'gm'))].map(
    (match) => match[1] ?? '',
  );
}

it('has no code of its own in a page: it stands in samples, where it is compiled and run', async () => {
  const texts = await Promise.all(
    pages.map(async (name) => [name, await readFile(new URL(name, root), 'utf8')] as const),
  );
  const inline = texts.flatMap(([name, text]) =>
    /^\s*(```|~~~)(?:[cm]?[jt]sx?|javascript|typescript|vue|svelte)\b/m.test(text) ? [name] : [],
  );
  expect(texts.length).toBeGreaterThan(15);
  expect(inline).toEqual([]);
});

it('shows every sample, and no sample that is not there', async () => {
  const texts = await Promise.all(pages.map((name) => readFile(new URL(name, root), 'utf8')));
  const shown = new Set(
    texts.flatMap((text) => [...text.matchAll(/<<< @\/samples\/([\w.-]+)/g)].map((match) => match[1])),
  );
  const samples = await readdir(new URL('samples/', root));
  expect(shown).toEqual(new Set(samples));
});

it('lists every page in the sidebar, once', async () => {
  const config = await readFile(new URL('.vitepress/config.ts', root), 'utf8');
  const [sidebar = ''] = config.split('export default');
  const linked = [...sidebar.matchAll(/link: '\/([^']+)'/g)].map((match) => match[1]);
  for (const name of pages.filter((page) => page !== 'index.md')) {
    expect(linked.filter((link) => `${link}.md` === name)).toHaveLength(1);
  }
});

/** Code without its types, comments and white space. */
function bare(code: string): string {
  return stripTypeScriptTypes(code)
    .replace(/\/\*[\s\S]*?\*\/|(?<!:)\/\/.*$/gm, '')
    .replace(/\s/g, '');
}

/** Lines of `block` that no sample has: those of `docs/samples` and `docs/test/readmes` are compiled and run. */
async function strangeLines(block: string, sample: string): Promise<string[]> {
  const known = bare(await readFile(new URL(sample, root), 'utf8')).replaceAll('_env', 'env');
  const lines = block.replace(/^\s*\/\/.*$/gm, '').split('\n');
  return lines.filter((line) => !known.includes(line.replace(/(?<!:)\/\/.*$/, '').replace(/\s|;\s*$/g, '')));
}

it.each([
  ['README.md', ['samples/single-page-app.ts', 'samples/worker.ts', 'samples/remote.ts']],
  [
    'packages/core/README.md',
    ['samples/single-page-app.ts', 'test/readmes/core-edge.ts', 'test/readmes/core-configuration.ts'],
  ],
  ['packages/remote/README.md', ['samples/remote.ts']],
  ['packages/engine/README.md', ['test/readmes/engine.ts', 'test/readmes/engine-preview.ts']],
  ['packages/dev-relay/README.md', ['test/readmes/dev-relay.ts']],
  ['packages/cdn/README.md', []],
  ['packages/engine/conformance/README.md', []],
  ['apps/edge-cloudflare/README.md', []],
  ['apps/edge-vercel/README.md', []],
])('says in %s what the samples do, in each of its blocks', async (page, samples) => {
  const blocks = await blocksOf(page, '(?:[cm]?[jt]sx?|javascript|typescript|vue|svelte)');
  expect(blocks).toHaveLength(samples.length);
  const strange = await Promise.all(samples.map((sample, index) => strangeLines(blocks[index] ?? '', sample)));
  expect(strange.flat()).toEqual([]);
});

it('shows in README the script tag that the sample has', async () => {
  const sample = await readFile(new URL('samples/script-tag.html', root), 'utf8');
  expect(await blocksOf('README.md', 'html')).toEqual([sample]);
});

it('gives Parcel the setting with which it is tested', async () => {
  const tested = JSON.parse(await readFile(new URL('../e2e/consumers/package.json', root), 'utf8'));
  const shown = await blocksOf('docs/bundlers.md', 'json');
  expect(shown).toHaveLength(1);
  expect(tested).toMatchObject(JSON.parse(shown[0] ?? ''));
});

it.each(['packages/dev-relay/README.md', 'apps/edge-cloudflare/README.md'])(
  'shows in %s flags that a relay proxy takes',
  async (page) => {
    const blocks = await blocksOf(page, 'yaml');
    expect(blocks).toHaveLength(1);
    const [flags = ''] = blocks;
    await using relay = await startDevRelay({ flags: {} });
    relay.setFlags(flags);
    const keys = [...flags.matchAll(/^([\w-]+):/gm)].map((match) => match[1]);
    expect(keys.length).toBeGreaterThan(0);
    expect(new Set(relay.flagKeys())).toEqual(new Set(keys));
  },
);
