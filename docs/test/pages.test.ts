import { readdir, readFile } from 'node:fs/promises';
import { stripTypeScriptTypes } from 'node:module';
import { expect, it } from 'vitest';

const root = new URL('../', import.meta.url);
const entries = await readdir(root, { recursive: true });
const pages = entries.filter((name) => name.endsWith('.md') && !/^(node_modules|dist|api|proof)\//.test(name));

it('has no code of its own in a page: it stands in samples, where it is compiled and run', async () => {
  const texts = await Promise.all(
    pages.map(async (name) => [name, await readFile(new URL(name, root), 'utf8')] as const),
  );
  const inline = texts.flatMap(([name, text]) => (/^```(ts|tsx|js|vue|svelte)\b/m.test(text) ? [name] : []));
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

/** What a page shows, block by block, of one language. */
async function blocksOf(page: string, language: string): Promise<string[]> {
  const text = await readFile(new URL(page, root), 'utf8');
  return [...text.matchAll(new RegExp(`^\`\`\`${language}\\n([\\s\\S]*?)^\`\`\``, 'gm'))].map(
    (match) => match[1] ?? '',
  );
}

/** Lines of `block` that the sample does not have. */
async function strangeLines(block: string, sample: string): Promise<string[]> {
  const known = bare(await readFile(new URL(`samples/${sample}`, root), 'utf8')).replaceAll('_env', 'env');
  const lines = block.replace(/^\s*\/\/.*$/gm, '').split('\n');
  return lines.filter((line) => !known.includes(line.replace(/(?<!:)\/\/.*$/, '').replace(/\s|;\s*$/g, '')));
}

it.each([
  ['../README.md', ['single-page-app.ts', 'worker.ts', 'remote.ts']],
  ['../packages/core/README.md', ['single-page-app.ts']],
])('says in %s what the samples do', async (page, samples) => {
  const blocks = await blocksOf(page, 'ts');
  const strange = await Promise.all(samples.map((sample, index) => strangeLines(blocks[index] ?? 'missing', sample)));
  expect(strange.flat()).toEqual([]);
});

it('shows in README the script tag that the sample has', async () => {
  const sample = await readFile(new URL('samples/script-tag.html', root), 'utf8');
  expect(await blocksOf('../README.md', 'html')).toEqual([sample]);
});
