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

/** Compiles the application, the declarations of all packages included. */
async function compile(compiler: string, name: string, compilerOptions: object): Promise<void> {
  const folder = folderOf('typescript');
  const settings = join(folder, `tsconfig.${name}.json`);
  await writeFile(settings, JSON.stringify({ extends: './tsconfig.json', compilerOptions }));
  await run(process.execPath, [join(folder, 'node_modules', compiler, 'bin/tsc'), '-p', settings]).catch(
    ({ stdout }: { readonly stdout: string }) => {
      throw new Error(stdout);
    },
  );
}

for (const [compiler, name] of Object.entries(COMPILERS)) {
  for (const resolution of RESOLUTIONS) {
    for (const exactOptionalPropertyTypes of [false, true]) {
      const exact = exactOptionalPropertyTypes ? 'with' : 'without';
      test(`${compiler} accepts the declarations, ${resolution.moduleResolution}, ${exact} exact optional properties`, async () => {
        await compile(name, `${name}.${resolution.moduleResolution}.${exact}`, {
          ...resolution,
          exactOptionalPropertyTypes,
        });
      });
    }
  }
}

test('the declarations fit the lowest version of OpenFeature’s SDK that the packages accept', async () => {
  const paths = {
    '@openfeature/core': ['./node_modules/openfeature-core-lowest'],
    '@openfeature/web-sdk': ['./node_modules/openfeature-web-sdk-lowest'],
  };
  await compile('typescript', 'lowest-sdk', { ...RESOLUTIONS[0], exactOptionalPropertyTypes: true, paths });
});
