import { fileURLToPath } from 'node:url';

/** Where OpenFeature's SDK is installed in the lowest versions that the packages accept. */
export const LOWEST_SDK_FOLDER = fileURLToPath(new URL('../lowest-sdk', import.meta.url));

/** The packages of it, by the names under which they are imported. */
export const LOWEST_SDK: Readonly<Record<string, string>> = {
  '@openfeature/core': `${LOWEST_SDK_FOLDER}/node_modules/@openfeature/core`,
  '@openfeature/web-sdk': `${LOWEST_SDK_FOLDER}/node_modules/@openfeature/web-sdk`,
};
