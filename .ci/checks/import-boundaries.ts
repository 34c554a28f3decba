// Guards the table "who may import whom" of ARCHITECTURE.md: between packages, between the folders of a package (no cycles),
// and for platform globals, which only files below a `browser/` or `edge/` folder may name.
import { readFileSync } from 'node:fs';
import { glob } from 'node:fs/promises';
import path from 'node:path';

const ROOT = path.resolve(import.meta.dirname, '../..');

/** Our packages, and which of ours each may import. Tests obey the same table. */
const MAY_IMPORT: Readonly<Record<string, readonly string[]>> = {
  engine: [],
  internal: [],
  core: ['engine', 'internal'],
  remote: ['internal'],
  cdn: ['core', 'internal', 'remote'],
  'dev-relay': ['engine', 'internal'],
};

const PLATFORM_GLOBALS = ['window', 'document', 'indexedDB', 'navigator', 'localStorage', 'sessionStorage'];
const PLATFORM_FOLDERS = /\/(browser|edge)\//;

const IMPORT =
  /^\s*(?:import|export)\b[^'";]*?from\s*'([^']+)'|\bimport\s*\(\s*'([^']+)'\s*\)|^\s*import\s*'([^']+)'/gm;

interface SourceFile {
  readonly file: string;
  readonly text: string;
  readonly imports: readonly string[];
}

async function sourcesOf(pattern: string): Promise<SourceFile[]> {
  const sources: SourceFile[] = [];
  for await (const file of glob(pattern, { cwd: ROOT, exclude: ['**/node_modules/**', '**/dist/**'] })) {
    const text = readFileSync(path.join(ROOT, file), 'utf8');
    const imports = [...text.matchAll(IMPORT)].map((found) => found[1] ?? found[2] ?? found[3] ?? '');
    sources.push({ file, text, imports });
  }
  return sources;
}

function isTest(file: string): boolean {
  return /\.test(-d)?\.ts$/.test(file) || file.includes('/test/');
}

function packageFaults(owner: string, source: SourceFile): string[] {
  const allowed = MAY_IMPORT[owner] ?? [];
  const faults: string[] = [];
  for (const specifier of source.imports) {
    const ours = /^@goff-web\/([^/]+)/.exec(specifier)?.[1];
    if (ours !== undefined && ours !== owner && !allowed.includes(ours)) {
      faults.push(`${source.file}: ${owner} may not import @goff-web/${ours}`);
    }
    if (specifier.startsWith('.')) {
      const target = path.posix.join(path.posix.dirname(source.file), specifier);
      // A test may use the real relay proxy of e2e/.
      const reachesOut = !target.startsWith(`packages/${owner}/`);
      if (reachesOut && !isTest(source.file)) {
        faults.push(`${source.file}: reaches out of its package with ${specifier}`);
      }
    }
  }
  return faults;
}

function globalFaults(source: SourceFile): string[] {
  if (PLATFORM_FOLDERS.test(source.file) || isTest(source.file)) return [];
  const code = source.text.replace(/\/\*[\s\S]*?\*\/|\/\/.*$/gm, '').replace(/'[^'\n]*'|`[^`]*`/g, "''");
  return PLATFORM_GLOBALS.filter((name) =>
    new RegExp(`(?<![.\\w$'-])${name}\\s*[.(\\[]|typeof ${name}\\b|globalThis\\.${name}\\b`).test(code),
  ).map((name) => `${source.file}: names the platform global "${name}" outside a browser/ or edge/ folder`);
}

function cycles(sources: readonly SourceFile[]): string[] {
  const graph = new Map(
    sources.map(({ file, imports }) => [
      file,
      imports.filter((i) => i.startsWith('.')).map((i) => path.posix.join(path.posix.dirname(file), i)),
    ]),
  );
  const done = new Set<string>();
  const faults: string[] = [];
  const visit = (file: string, trail: readonly string[]): void => {
    const start = trail.indexOf(file);
    if (start >= 0) {
      faults.push(`import cycle: ${[...trail.slice(start), file].join(' -> ')}`);
      return;
    }
    if (done.has(file)) return;
    for (const next of graph.get(file) ?? []) visit(next, [...trail, file]);
    done.add(file);
  };
  for (const file of graph.keys()) visit(file, []);
  return faults;
}

const faults: string[] = [];
let counted = 0;
for (const owner of Object.keys(MAY_IMPORT)) {
  const sources = await sourcesOf(`packages/${owner}/src/**/*.ts`);
  counted += sources.length;
  faults.push(...cycles(sources));
  for (const source of sources) faults.push(...packageFaults(owner, source));
  if (owner !== 'dev-relay') for (const source of sources) faults.push(...globalFaults(source));
}
for (const folder of ['apps', 'e2e']) {
  for (const source of await sourcesOf(`${folder}/**/*.ts`)) {
    counted += 1;
    for (const specifier of source.imports) {
      if (specifier === '@goff-web/internal' || /packages\/[^/]+\/src/.test(specifier)) {
        faults.push(`${source.file}: uses ${specifier}; apps and e2e use published entry points only`);
      }
    }
  }
}
if (counted === 0) faults.push('no source file was found to check');
for (const fault of faults) console.log(fault);
console.log(`import boundaries: ${counted} files, ${faults.length} faults`);
process.exitCode = faults.length === 0 ? 0 : 1;
