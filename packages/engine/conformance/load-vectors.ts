import { readFile } from 'node:fs/promises';
import { parseVectors, VECTOR_GROUPS, type Vector, type VectorGroup } from './vector.ts';

/** Reads the vector files of this folder, for runtimes that have `node:fs` (Node, Deno, Bun). */
export async function loadVectors(
  groups: readonly VectorGroup[] = VECTOR_GROUPS,
): Promise<Map<VectorGroup, readonly Vector[]>> {
  const entries = groups.map(async (group) => {
    const text = await readFile(new URL(`./vectors/${group}.ndjson`, import.meta.url), 'utf8');
    return [group, parseVectors(text)] as const;
  });
  return new Map(await Promise.all(entries));
}
