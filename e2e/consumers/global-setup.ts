import { rm } from 'node:fs/promises';
import { prepareRelay } from '../relay/prepare-relay.ts';
import { FOLDER_VARIABLE } from './consumer-test.ts';
import { installConsumers } from './install-consumers.ts';

/** Once, before workers start; they learn the folder from the environment. A folder that is named already is used as it is. */
async function globalSetup(): Promise<(() => Promise<void>) | undefined> {
  const relay = prepareRelay((line) => void process.stdout.write(`relay: ${line}\n`));
  if (process.env[FOLDER_VARIABLE] !== undefined) {
    await relay;
    return undefined;
  }
  const folder = await installConsumers();
  process.env[FOLDER_VARIABLE] = folder;
  await relay;
  return () => rm(folder, { recursive: true, force: true });
}

// Playwright takes the default export of this file.
// biome-ignore lint/style/noDefaultExport: the form Playwright asks for
export default globalSetup;
