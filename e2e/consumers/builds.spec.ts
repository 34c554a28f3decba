import { join } from 'node:path';
import { serveFiles } from '../serve/serve-files.ts';
import { folderOf, test } from './consumer-test.ts';
import { runScript } from './run-command.ts';

for (const consumer of ['vite-8', 'vite-7', 'webpack', 'rspack', 'rollup', 'esbuild', 'parcel']) {
  test(`${consumer}: both modes answer in the built page`, async ({ expectBothModes }) => {
    const folder = folderOf(consumer);
    await runScript(folder, 'build');
    await using site = await serveFiles(join(folder, 'dist'), join(folder, 'public'));
    await expectBothModes(site.origin);
  });
}

test('no bundler: both modes answer in a page with an import map', async ({ expectBothModes }) => {
  await using site = await serveFiles(folderOf('import-map'));
  await expectBothModes(site.origin);
});
