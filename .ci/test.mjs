// `npm test`, on whatever Node there is.
import { runInProjectToolchain } from './toolchain.mjs';

await runInProjectToolchain('.ci/test.ts');
