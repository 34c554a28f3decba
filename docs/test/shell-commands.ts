import { globSync, readFileSync } from 'node:fs';
import { dirname } from 'node:path';

/** A command that a page tells its reader to type. */
export interface ShellCommand {
  /** The page, from the repository's root on. */
  readonly page: string;
  /** Where it is typed, from the repository's root on. */
  readonly folder: string;
  /** Without the variables that are set in front of it. */
  readonly line: string;
  readonly words: readonly string[];
}

const PAGES = ['*.md', 'docs/**/*.md', 'packages/**/README.md', 'apps/*/README.md'];
const NOT_WRITTEN_HERE = /node_modules|^CHANGELOG|^docs\/(?:api|\.vitepress)\//;
const PROGRAMS = '(?:npm|npx|pnpm|node)';

/** Every command of the documentation: those of its shell blocks, and those that stand in a sentence. */
export function shellCommands(root: string): ShellCommand[] {
  return globSync(PAGES, { cwd: root })
    .filter((page) => !NOT_WRITTEN_HERE.test(page))
    .sort()
    .flatMap((page) => commandsOf(page, readFileSync(`${root}/${page}`, 'utf8')));
}

/** The commands of one page. */
export function commandsOf(page: string, text: string): ShellCommand[] {
  const blocks = [...text.matchAll(/^```sh\n([\s\S]*?)^```/gm)].map(([, lines = '']) => lines);
  const prose = text.replace(/^```[\s\S]*?^```/gm, '');
  // A command may go on in the next line of its sentence.
  const inline = [...prose.matchAll(new RegExp(`\`(${PROGRAMS}\\s[^\`]+)\``, 'g'))].map(([, line = '']) => line);
  // In a sentence of an application's page, commands are that application's.
  const home = page.startsWith('apps/') ? dirname(page) : '.';
  return [
    ...blocks.flatMap((lines) => commandsIn(page, '.', lines.split('\n'))),
    ...inline.flatMap((line) => commandsIn(page, home, [line.replace(/\s+/g, ' ')])),
  ];
}

function commandsIn(page: string, start: string, lines: readonly string[]): ShellCommand[] {
  let folder = start;
  const commands: ShellCommand[] = [];
  for (const typed of lines.flatMap((line) => line.replace(/\s+#\s.*$/, '').split(' && '))) {
    const line = typed.trim().replace(/^(?:[A-Z_]+=\S* )+/, '');
    const words = [...line.matchAll(/'([^']*)'|"([^"]*)"|(\S+)/g)].map(([, a, b, c]) => a ?? b ?? c ?? '');
    if (words[0] === 'cd') folder = words[1] ?? '';
    else if (words.length > 0) commands.push({ page, folder, line, words });
  }
  return commands;
}
