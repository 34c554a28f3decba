import { defineConfig } from 'tsdown';

// A Node program: what it depends on stays an import, nothing is minified, so that stack traces in a terminal can be read.
export default defineConfig({
  entry: ['src/index.ts', 'src/bin.ts'],
  format: 'esm',
  platform: 'node',
  target: 'node20',
  fixedExtension: false,
  // Without a hash in their names, what is published can be compared with what is expected.
  hash: false,
  dts: { entry: 'src/index.ts' },
  sourcemap: true,
  clean: ['dist/*.js', 'dist/*.d.ts', 'dist/*.map'],
  deps: {
    alwaysBundle: ['@goff-web/internal', '@goff-web/internal/ofrep-answers'],
    neverBundle: ['@goff-web/engine', 'yaml'],
  },
});
