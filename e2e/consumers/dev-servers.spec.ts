import { folderOf, test } from './consumer-test.ts';
import { startScript } from './run-command.ts';

for (const consumer of ['vite-8', 'vite-7', 'webpack', 'rspack', 'parcel']) {
  test(`${consumer}: both modes answer on the development server`, async ({ expectBothModes }) => {
    await using server = await startScript(folderOf(consumer), 'dev');
    await expectBothModes(server.origin);
  });
}
