import { svelte } from '@sveltejs/vite-plugin-svelte';
import vue from '@vitejs/plugin-vue';
import { defineConfig } from 'vitest/config';

/** The samples of the documentation, run as a reader would run them. */
export default defineConfig({
  plugins: [vue(), svelte()],
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
