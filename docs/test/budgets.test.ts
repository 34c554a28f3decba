import { readFile } from 'node:fs/promises';
import { brotliCompressSync } from 'node:zlib';
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

it.each(['packages/cdn/README.md', 'packages/engine/README.md'])('says in %s what its files weigh', async (page) => {
  const rows = [
    ...(await readFile(new URL(page, root), 'utf8')).matchAll(/^\| `([\w.-]+)`[^|]*\|(?:[^|]*\|)? *([\d.]+) kB *\|/gm),
  ];
  expect(rows.length).toBeGreaterThan(1);
  for (const [, file = '', kilobytes] of rows) {
    const content = await readFile(new URL(`dist/${file}`, new URL(page, root)));
    const weight = brotliCompressSync(content).length / 1_000;
    expect(Math.abs(weight - Number(kilobytes)), `${file}: ${weight} kB`).toBeLessThanOrEqual(0.6);
  }
});
