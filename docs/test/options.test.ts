import { readFile } from 'node:fs/promises';
import { expect, it } from 'vitest';
import { EDGE_RULES } from '../../packages/core/src/edge/edge-options.ts';
import { inProcessRules, resolveOptions } from '../../packages/core/src/options.ts';
import { remoteRules, resolveOptions as resolveRemoteOptions } from '../../packages/remote/src/options.ts';

const IN_PROCESS = Object.keys(inProcessRules());
const REMOTE = Object.keys(remoteRules());
const EDGE = Object.keys(EDGE_RULES);

const root = new URL('../../', import.meta.url);

/** A part of a page, from one heading to the next. */
async function section(page: string, heading: string): Promise<string> {
  const text = await readFile(new URL(page, root), 'utf8');
  const start = text.indexOf(`\n${heading}\n`);
  expect(start, `${page} has no "${heading}"`).toBeGreaterThanOrEqual(0);
  return text.slice(start + heading.length + 1).split(/^#/m)[0] ?? '';
}

/** The names in the first column of a part's tables. */
function firstColumn(text: string): string[] {
  const cells = text.split('\n').flatMap((line) => /^\| (`[^|]*)\|/.exec(line)?.[1] ?? []);
  return cells.flatMap((cell) => [...cell.matchAll(/`(\w+)`/g)].map((match) => match[1] ?? ''));
}

it.each([
  ['docs/options.md', '# Options', [...new Set([...IN_PROCESS, ...REMOTE])]],
  ['packages/core/README.md', '## Options', IN_PROCESS],
  ['packages/remote/README.md', '## Options', REMOTE],
])('lists in %s every option, and none that is not there', async (page, heading, options) => {
  expect(firstColumn(await section(page, heading)).sort()).toEqual([...options].sort());
});

it.each([
  ['docs/start/edge.md', '## Options'],
  ['packages/core/README.md', '## Edge functions and servers'],
])('tells in %s every option of the edge', async (page, heading) => {
  const text = await section(page, heading);
  expect(EDGE.filter((name) => !text.includes(`\`${name}\``))).toEqual([]);
});

it('says of an option of one mode which one that is', async () => {
  const table = await section('docs/options.md', '# Options');
  const marked = (mode: string) =>
    [...table.matchAll(new RegExp(`^\\| \`(\\w+)\` \\(${mode}\\)`, 'gm'))].map((row) => row[1]);
  expect(marked('in-process')).toEqual(IN_PROCESS.filter((name) => !REMOTE.includes(name)));
  expect(marked('remote')).toEqual(REMOTE.filter((name) => !IN_PROCESS.includes(name)));
});

it.each([
  ['docs/options.md', '# Options', 3],
  ['packages/core/README.md', '## Options', 2],
  ['packages/remote/README.md', '## Options', 2],
])('names in %s the default of every number', async (page, heading, column) => {
  const endpoint = 'https://relay.example.com';
  const defaults: object = { ...resolveRemoteOptions({ endpoint }), ...resolveOptions({ endpoint }) };
  const rows = (await section(page, heading)).matchAll(/^\| `(\w+)`.*$/gm);
  const documented = [...rows].map(([row, name]) => [name, row.split('|')[column]?.trim().replace(/\s/g, '')] as const);
  const numbers = documented.filter(([name = '']) => typeof Reflect.get(defaults, name) === 'number');
  expect(numbers.length).toBeGreaterThanOrEqual(8);
  for (const [name = '', cell] of numbers)
    expect(`${name} ${Number.parseInt(cell ?? '', 10)}`).toBe(`${name} ${Reflect.get(defaults, name)}`);
});
