import { defineConfig } from 'vite';

// The script of the page, into the folder that wrangler serves. The worker itself is bundled by wrangler.
export default defineConfig({
  publicDir: false,
  build: {
    outDir: 'public',
    target: 'es2022',
    // A module that is part of the script would need `connect-src data:`.
    assetsInlineLimit: 0,
    rolldownOptions: {
      input: 'client/hydrate.ts',
      output: { entryFileNames: '[name].js' },
    },
  },
});
