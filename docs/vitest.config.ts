import { svelte } from '@sveltejs/vite-plugin-svelte';
import vue from '@vitejs/plugin-vue';
import { defineConfig, type Plugin } from 'vitest/config';
import { moduleOf, tsdocExamples } from './test/tsdoc-examples.ts';

/** Gives each example of a comment as the module that it would be beside its source. */
function tsdocModules(): Plugin {
  const modules = new Map(tsdocExamples().map((example, index) => [moduleOf(example, index), example.code]));
  return {
    name: 'tsdoc-examples',
    enforce: 'pre',
    resolveId: (id) => (modules.has(id) ? id : undefined),
    load: (id) => modules.get(id),
  };
}

/** The samples of the documentation, run as a reader would run them. */
export default defineConfig({
  plugins: [tsdocModules(), vue(), svelte()],
  // The samples run in Node; the worker of apps/edge-cloudflare runs in workerd.
  resolve: { alias: { 'cloudflare:workers': new URL('test/cloudflare-workers.ts', import.meta.url).pathname } },
  test: {
    name: 'docs',
    root: import.meta.dirname,
    environment: 'node',
    testTimeout: 60_000,
    include: ['test/**/*.test.ts'],
    exclude: ['**/*.browser.test.ts'],
  },
});
