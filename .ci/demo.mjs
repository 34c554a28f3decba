// `npm run demo`, on whatever Node there is.
import { runInProjectToolchain } from './toolchain.mjs';

await runInProjectToolchain('.ci/demo.ts');
