import { TextDecoder, TextEncoder } from 'node:util';

// The engine reads and writes UTF-8, for which jsdom has nothing.
Object.assign(globalThis, { TextDecoder, TextEncoder });
