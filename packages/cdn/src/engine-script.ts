// `engine.js`: a classic script, because a policy of hashes admits those, and no module that is imported.
import { instantiate } from '#javascript';
import { TWIN_KEY } from './twin-key.ts';

Reflect.set(globalThis, TWIN_KEY, instantiate);
