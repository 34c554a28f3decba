import { prepareRelay } from './relay/prepare-relay.ts';

/** Once, before workers start: the first of them would otherwise wait for a build, and run into its time limit. */
async function globalSetup(): Promise<void> {
  await prepareRelay((line) => void process.stdout.write(`relay: ${line}\n`));
}

// Playwright takes the default export of this file.
// biome-ignore lint/style/noDefaultExport: the form Playwright asks for
export default globalSetup;
