import { execFile } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { folderOf, test } from './consumer-test.ts';

const run = promisify(execFile);

const COMPILERS = { 'TypeScript 7': 'typescript', 'TypeScript 5': 'typescript-5' };
const RESOLUTIONS = [
  { module: 'esnext', moduleResolution: 'bundler' },
  { module: 'node16', moduleResolution: 'node16' },
];

for (const [compiler, name] of Object.entries(COMPILERS)) {
  for (const resolution of RESOLUTIONS) {
    for (const exactOptionalPropertyTypes of [false, true]) {
      const exact = exactOptionalPropertyTypes ? 'with' : 'without';
      test(`${compiler} accepts the declarations, ${resolution.moduleResolution}, ${exact} exact optional properties`, async () => {
        const folder = folderOf('typescript');
        const settings = join(folder, `tsconfig.${name}.${resolution.moduleResolution}.${exact}.json`);
        const compilerOptions = { ...resolution, exactOptionalPropertyTypes };
        await writeFile(settings, JSON.stringify({ extends: './tsconfig.json', compilerOptions }));
        await run(process.execPath, [join(folder, 'node_modules', name, 'bin/tsc'), '-p', settings]).catch(
          ({ stdout }: { readonly stdout: string }) => {
            throw new Error(stdout);
          },
        );
      });
    }
  }
}
