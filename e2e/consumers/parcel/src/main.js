import { showFlags } from './show-flags.js';

void showFlags();
