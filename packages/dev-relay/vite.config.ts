import { defineConfig } from 'vite';

// A Node program: dependencies stay imports, nothing is minified, so that stack traces in a terminal can be read.
export default defineConfig({
  build: {
    target: 'node20',
    minify: false,
    sourcemap: true,
    emptyOutDir: false,
    lib: { entry: { index: 'src/index.ts', bin: 'src/bin.ts' }, formats: ['es'] },
    rolldownOptions: {
      external: [/^node:/, 'yaml', '@goff-web/engine'],
      output: { entryFileNames: '[name].js', chunkFileNames: 'dev-relay.js' },
    },
  },
});
