import { readFile } from 'node:fs/promises';
import { stripTypeScriptTypes } from 'node:module';
import { describe, expect, it } from 'vitest';
import { INVARIANTS, type Machine } from './testing/provider-invariants.ts';
import { MUTANTS } from './testing/provider-state-mutants.ts';

/** The machine's source with one place changed, as a module of its own. */
async function mutate(find: string, replace: string): Promise<Machine> {
  const source = await readFile(new URL('provider-state.ts', import.meta.url), 'utf8');
  expect(source.split(find), 'places where the mutation applies').toHaveLength(2);
  const code = stripTypeScriptTypes(source.replace(find, () => replace));
  const module: { readonly nextState: Machine } = await import(`data:text/javascript,${encodeURIComponent(code)}`);
  return module.nextState;
}

function isAlive(machine: Machine): boolean {
  return INVARIANTS.every(({ check }) => {
    try {
      check(machine);
      return true;
    } catch {
      return false;
    }
  });
}

describe('no invariant lets live a machine that', () => {
  it.each(MUTANTS)('$does', async ({ find, replace }) => {
    expect(isAlive(await mutate(find, replace))).toBe(false);
  });

  it('is the one in use, unless nothing is changed', async () => {
    expect(isAlive(await mutate('effects: [] };\n  switch', 'effects: [] };\n  switch'))).toBe(true);
  });
});
