// Guards the picture "The house" of ARCHITECTURE.md: every folder that is drawn exists, and every folder of the repository's upper levels, and of
// each package's sources, is drawn or named beside what it belongs to.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

const ROOT = path.resolve(import.meta.dirname, '../..');
const FILE = 'ARCHITECTURE.md';
/** What is built or installed, and what has the same name and sense everywhere. */
const NOT_DRAWN: ReadonlySet<string> = new Set(['dist', 'node_modules', 'src', 'test', 'testing']);
/** Folders whose insides are drawn; so are those of each package. */
const OPEN = ['.ci', 'apps', 'e2e', 'packages'];

interface DrawnFolder {
  readonly folder: string;
  readonly indent: number;
  /** Its line, and those of what lies in it. */
  readonly text: string;
}

/** The names with which a line begins: some lines draw several folders. */
function namesOf(line: string): readonly string[] {
  const words = line.trim().split(/\s+/);
  const end = words.findIndex((word) => !/^[\w.-][\w./-]*\/$/.test(word));
  return words.slice(0, end === -1 ? words.length : end).map((word) => word.slice(0, -1));
}

/** Sources lie in `src`, which the picture leaves out. */
function placeOf(parent: string, name: string): string {
  const inSources = path.posix.join(parent, 'src', name);
  return existsSync(path.join(ROOT, inSources)) ? inSources : path.posix.join(parent, name);
}

function drawnFolders(picture: string): readonly DrawnFolder[] {
  const lines = picture.split('\n');
  const drawn: DrawnFolder[] = [];
  for (const [index, line] of lines.entries()) {
    const indent = line.search(/\S/);
    const parent = drawn.findLast((other) => other.indent < indent)?.folder ?? '';
    const inside = lines.slice(index + 1);
    const end = inside.findIndex((next) => next.search(/\S/) <= indent);
    const text = [line, ...inside.slice(0, end === -1 ? inside.length : end)].join('\n');
    for (const name of namesOf(line)) drawn.push({ folder: placeOf(parent, name), indent, text });
  }
  return drawn;
}

function foldersIn(folder: string): readonly string[] {
  const place = path.join(ROOT, folder);
  if (!existsSync(place)) return [];
  const entries = readdirSync(place, { withFileTypes: true });
  return entries.filter((entry) => entry.isDirectory() && !NOT_DRAWN.has(entry.name)).map(({ name }) => name);
}

const picture = /## The house\n+```text\n([\s\S]*?)\n```/.exec(readFileSync(path.join(ROOT, FILE), 'utf8'))?.[1] ?? '';
const drawn = drawnFolders(picture);
const missing = drawn
  .filter(({ folder }) => !existsSync(path.join(ROOT, folder)))
  .map(({ folder }) => `${folder}/ is drawn, and does not exist`);
const isOpen = (folder: string): boolean => OPEN.includes(folder) || path.posix.dirname(folder) === 'packages';
const left = drawn
  .filter(({ folder }) => isOpen(folder))
  .flatMap(({ folder, text }) =>
    [...foldersIn(folder), ...foldersIn(path.posix.join(folder, 'src'))]
      .filter((name) => !new RegExp(`(^|[^\\w-])${name}/`, 'm').test(text))
      .map((name) => `${folder} holds ${name}/, which is not drawn there`),
  );
const unseen = OPEN.filter((folder) => !drawn.some((one) => one.folder === folder)).map(
  (folder) => `${folder}/ is not drawn`,
);
const faults = [...missing, ...left, ...unseen];
for (const fault of faults) console.log(`${FILE}: ${fault}`);
if (faults.length > 0) process.exit(1);
