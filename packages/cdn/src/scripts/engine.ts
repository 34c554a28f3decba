// `engine.js`: the engine's JavaScript twin.
import { instantiate } from '#javascript';
import { leave } from '../deposit.ts';

leave('engine.js', { instantiate });
