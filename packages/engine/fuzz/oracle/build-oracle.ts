import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { access, mkdir, readFile, rename } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { cacheFolder } from '../../../../.ci/cache-folder.mjs';
import { findGo } from '../../../../.ci/find-go.mjs';

const SOURCES = ['go.mod', 'go.sum', 'main.go'];

/**
 * Path of the reference evaluator as a program. It is built once (8 s cold) into the cache, under a name made from its
 * sources and module sums.
 */
export async function buildOracle(say: (line: string) => void = () => {}): Promise<string> {
  const folder = import.meta.dirname;
  const digest = createHash('sha256');
  for (const source of SOURCES) digest.update(await readFile(path.join(folder, source)));
  const program = path.join(cacheFolder('oracle'), digest.digest('hex').slice(0, 16));
  const isThere = await access(program).then(
    () => true,
    () => false,
  );
  if (isThere) return program;
  const go = await findGo(say);
  say(`building the reference evaluator with ${go.version}`);
  await mkdir(path.dirname(program), { recursive: true });
  const unfinished = `${program}.${process.pid}`;
  await promisify(execFile)(go.command, ['build', '-trimpath', '-o', unfinished, '.'], {
    cwd: folder,
    env: go.environment,
  });
  await rename(unfinished, program);
  return program;
}
