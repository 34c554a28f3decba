import { defineConfig } from 'vite';

export default defineConfig({
  // Vite 7's development server moves what it prebundles away from the files beside it; engine.wasm is one of those.
  optimizeDeps: { exclude: ['@goff-web/engine'] },
});
