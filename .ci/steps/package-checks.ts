import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { publishedPackages } from '../packages/published-packages.ts';
import { tarballFaults } from '../packages/tarball-faults.ts';
import { PROJECT, runCommand } from './run-command.ts';
import type { Step } from './step.ts';

const PACKAGES = join(PROJECT, 'packages');
const CONTENTS = join(PROJECT, '.ci/packages/contents.json');

/** Packs every published package as a release does, looks at what users would get, and has publint and attw look at it. */
export const packageChecks: Step = {
  name: 'packages',
  async run(progress) {
    const folder = await mkdtemp(join(tmpdir(), 'goff-pack-'));
    const failures: string[] = [];
    let checks = 0;
    const contents: Record<string, readonly string[]> = JSON.parse(await readFile(CONTENTS, 'utf8'));
    const check = async (command: readonly [string, ...string[]]): Promise<boolean> => {
      checks++;
      const { isPassed, output } = await runCommand(command, progress);
      if (!isPassed) failures.push(output);
      return isPassed;
    };
    try {
      for (const { folder: name } of await publishedPackages(PACKAGES)) {
        const tarball = join(folder, `${name}.tgz`);
        // `pnpm pack` writes real versions for `catalog:` and `workspace:`; `npm pack` would leave them.
        const isPacked = await check(['pnpm', '--dir', join(PACKAGES, name), 'pack', '--out', tarball]);
        if (!isPacked) continue;
        checks++;
        const faults = await tarballFaults(tarball, contents[name] ?? []);
        if (faults.length > 0)
          failures.push(`packages/${name} (expected contents: ${CONTENTS})\n  ${faults.join('\n  ')}\n`);
        await check(['pnpm', 'exec', 'publint', '--strict', tarball]);
        const leftOut = ['--exclude-entrypoints', 'engine.wasm', 'goff.js', 'goff-later.js', 'engine.js'];
        await check(['pnpm', 'exec', 'attw', tarball, '--profile', 'esm-only', ...leftOut]);
      }
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
    const isEmpty = checks === 0;
    return {
      passed: checks - failures.length,
      failed: failures.length + (isEmpty ? 1 : 0),
      output: isEmpty ? 'found no package that is published\n' : failures.join('\n'),
      note: `${checks} checks`,
    };
  },
};
