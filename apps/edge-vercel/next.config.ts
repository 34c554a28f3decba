import path from 'node:path';
import type { NextConfig } from 'next';

const config: NextConfig = {
  // The packages lie in this repository, above the application.
  turbopack: { root: path.resolve(import.meta.dirname, '../..') },
  outputFileTracingRoot: path.resolve(import.meta.dirname, '../..'),
};

export default config;
