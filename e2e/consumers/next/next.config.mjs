/** @type {import('next').NextConfig} */
export default {
  // On the server, Node loads the package as it is: bundled, it would look for engine.wasm among the files for the browser.
  serverExternalPackages: ['@goff-web/core'],
};
