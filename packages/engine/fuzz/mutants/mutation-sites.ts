import { glob, readFile } from 'node:fs/promises';
import path from 'node:path';
import { MUTATION_RULES, type MutantCategory } from './mutation-rules.ts';

/** Where the engine's sources are. */
export const ASSEMBLY: string = path.resolve(import.meta.dirname, '../../assembly');

/** One change to one place of the engine's sources. */
export interface Mutation {
  readonly category: MutantCategory;
  /** Path below `assembly/`. */
  readonly file: string;
  readonly line: number;
  readonly before: string;
  readonly after: string;
  /** What was replaced in the line, and by what. */
  readonly found: string;
  readonly replacement: string;
  /** The whole source with the change. */
  readonly source: string;
}

/** Comments and imports are blanked, so that offsets stay and nothing in them is changed. */
function codeOf(source: string): string {
  const blank = (text: string): string => text.replace(/[^\n]/g, ' ');
  return source
    .replace(/\/\*[\s\S]*?\*\//g, blank)
    .replace(/\/\/.*$/gm, blank)
    .replace(/^import[\s\S]*?;$/gm, blank);
}

/** Every change that a category allows. */
export async function mutationsOf(category: MutantCategory): Promise<Mutation[]> {
  const { files, rules } = MUTATION_RULES[category];
  const found: Mutation[] = [];
  const names: string[] = [];
  for await (const name of glob('**/*.ts', { cwd: ASSEMBLY })) if (files.test(name)) names.push(name);
  for (const file of names.sort()) {
    const source = await readFile(path.join(ASSEMBLY, file), 'utf8');
    const code = codeOf(source);
    for (const { pattern, replace } of rules) {
      for (const match of code.matchAll(pattern)) {
        const replacement = replace(match[0]);
        const mutated = source.slice(0, match.index) + replacement + source.slice(match.index + match[0].length);
        const line = source.slice(0, match.index).split('\n').length;
        const at = (text: string): string => text.split('\n')[line - 1]?.trim() ?? '';
        found.push({
          category,
          file,
          line,
          before: at(source),
          after: at(mutated),
          found: match[0],
          replacement,
          source: mutated,
        });
      }
    }
  }
  return found;
}
