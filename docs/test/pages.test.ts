import { readdir, readFile } from 'node:fs/promises';
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

it('says in README what the samples do', async () => {
  const readme = await readFile(new URL('../README.md', root), 'utf8');
  const sample = await readFile(new URL('samples/single-page-app.ts', root), 'utf8');
  const start = sample.slice(sample.indexOf('await OpenFeature'), sample.indexOf('\nconsole.log'));
  expect(readme).toContain(start);
});
