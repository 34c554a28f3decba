import { defineConfig } from 'vite';

export default defineConfig({
  // Vite 7's development server moves what it prebundles away from the files beside it: engine.wasm, and what is imported later.
  optimizeDeps: { exclude: ['@goff-web/core'] },
});
