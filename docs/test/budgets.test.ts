import { readFile } from 'node:fs/promises';
import { expect, it } from 'vitest';

const root = new URL('../../', import.meta.url);

it('names in ARCHITECTURE every budget that fails a build', async () => {
  const budgets: { readonly limit: string }[] = JSON.parse(await readFile(new URL('.size-limit.json', root), 'utf8'));
  const [, section = ''] = (await readFile(new URL('ARCHITECTURE.md', root), 'utf8')).split('\n## Budgets\n');
  const named = [...(section.split('\n## ')[0] ?? '').matchAll(/^\| [^|]+ \| ([\d.]+ kB) \|/gm)].map((row) => row[1]);
  expect(budgets.length).toBeGreaterThan(0);
  expect(new Set(named)).toEqual(new Set(budgets.map(({ limit }) => limit)));
  expect(named).toHaveLength(budgets.length);
});
