import { folderOf, test } from './consumer-test.ts';
import { runScript } from './run-command.ts';

test('Jest with jsdom sets flags for a test', async () => {
  test.setTimeout(120_000);
  await runScript(folderOf('jest'), 'test');
});
