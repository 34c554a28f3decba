// `pnpm reliability`: plays the fault matrix and writes docs/reliability.md from what it has shown.
import { execFileSync, spawn } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { CHROMIUM_SHELL } from '../../.ci/browsers.ts';
import { RELAY_VERSION } from '../relay/relay-version.ts';
import type { MatrixLine } from './matrix-line.ts';
import { reliabilityPage } from './reliability-page.ts';

const ROOT = resolve(import.meta.dirname, '../..');

const folder = await mkdtemp(join(tmpdir(), 'goff-matrix-'));
const record = join(folder, 'lines.ndjson');
try {
  const code = await new Promise<number>((done) => {
    const given = ['exec', 'playwright', 'test', 'e2e/specs/reliability', '--project', 'chromium'];
    const child = spawn('pnpm', given, {
      cwd: ROOT,
      stdio: 'inherit',
      env: { ...process.env, GOFF_MATRIX_RECORD: record },
    });
    child.once('exit', (status) => done(status ?? 1));
  });
  if (code !== 0) throw new Error('A cell of the matrix has failed: nothing is published.');
  const lines = (await readFile(record, 'utf8'))
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as MatrixLine);
  const page = reliabilityPage(lines, {
    date: new Date().toISOString().slice(0, 10),
    commit: execFileSync('git', ['rev-parse', '--short', 'HEAD'], { cwd: ROOT, encoding: 'utf8' }).trim(),
    relay: RELAY_VERSION,
    browser: execFileSync(CHROMIUM_SHELL.executablePath, ['--no-sandbox', '--version'], { encoding: 'utf8' }).trim(),
  });
  await writeFile(join(ROOT, 'docs', 'reliability.md'), page);
} finally {
  await rm(folder, { recursive: true, force: true });
}
