import engine from '@goff-web/engine/engine.wasm';
import { showFlags } from './show-flags.js';

void showFlags({ wasm: new URL(engine, import.meta.url) });
