// `pnpm reliability`: plays the fault matrix and the soak, and writes docs/reliability.md from what it has shown.
import { execFileSync, spawn } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { CHROMIUM_SHELL } from '../../.ci/browsers.ts';
import { RELAY_VERSION } from '../relay/relay-version.ts';
import type { MatrixLine } from './matrix-line.ts';
import { reliabilityPage } from './reliability-page.ts';
import type { SoakLine } from './soak-line.ts';

const ROOT = resolve(import.meta.dirname, '../..');

async function linesOf<T>(file: string): Promise<readonly T[]> {
  const text = await readFile(file, 'utf8');
  return text
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as T);
}

const folder = await mkdtemp(join(tmpdir(), 'goff-matrix-'));
const record = join(folder, 'lines.ndjson');
const soakRecord = join(folder, 'soak.ndjson');
try {
  const code = await new Promise<number>((done) => {
    const given = ['exec', 'playwright', 'test', 'e2e/specs/reliability', '--project', 'chromium'];
    const child = spawn('pnpm', given, {
      cwd: ROOT,
      stdio: 'inherit',
      env: { ...process.env, GOFF_MATRIX_RECORD: record, GOFF_SOAK_RECORD: soakRecord },
    });
    child.once('exit', (status) => done(status ?? 1));
  });
  if (code !== 0) throw new Error('A cell of the matrix has failed: nothing is published.');
  const page = reliabilityPage(await linesOf<MatrixLine>(record), await linesOf<SoakLine>(soakRecord), {
    date: new Date().toISOString().slice(0, 10),
    commit: execFileSync('git', ['rev-parse', '--short', 'HEAD'], { cwd: ROOT, encoding: 'utf8' }).trim(),
    relay: RELAY_VERSION,
    browser: execFileSync(CHROMIUM_SHELL.executablePath, ['--no-sandbox', '--version'], { encoding: 'utf8' }).trim(),
  });
  await writeFile(join(ROOT, 'docs', 'reliability.md'), page);
} finally {
  await rm(folder, { recursive: true, force: true });
}
