// Runs the Python provider's own tests, from its source distribution, with our engine in the place of its binary.
//   node packages/engine/conformance/drop-in/own-tests.ts [ENGINE_FILE]
import { spawnSync } from 'node:child_process';
import { copyFile, cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { providerSources, pythonWithProvider } from './python-provider.ts';

/** These demand limits on the length of lists and chains, which the relay proxy does not have: there, such queries are answered. */
const EXPECTED_FAILURES: ReadonlySet<string> = new Set([
  'tests/test_wasm_trap_diagnosis.py::test_over_breadth_list_returns_structured_error',
  'tests/test_wasm_trap_diagnosis.py::test_over_condition_chain_returns_structured_error',
]);

/** The provider tells versions of its binary apart by the file's name. */
const BUNDLED_NAME = 'gofeatureflag-evaluation_0.2.4.wasi';

const engine = path.resolve(process.argv[2] ?? path.join(import.meta.dirname, '../../dist/engine.wasm'));
const python = await pythonWithProvider();
const sources = await providerSources(python);
const folder = await mkdtemp(path.join(tmpdir(), 'python-provider-'));
try {
  await cp(sources, folder, { recursive: true });
  await copyFile(engine, path.join(folder, 'gofeatureflag_python_provider/wasm', BUNDLED_NAME));
  const { stdout, status } = spawnSync(python, ['-m', 'pytest', '-q', '-rf', '-p', 'no:cacheprovider', 'tests'], {
    cwd: folder,
    encoding: 'utf8',
    env: { ...process.env, PYTHONPATH: folder, GOFF_TEST_WASI_PATH: engine },
  });
  const failed = [...stdout.matchAll(/^FAILED (\S+)/gm)].map(([, name = '']) => name);
  const passed = Number(/(\d+) passed/.exec(stdout)?.[1] ?? 0);
  const unexpected = failed.filter((name) => !EXPECTED_FAILURES.has(name));
  for (const name of unexpected) console.log(`FAILED ${name}`);
  if (passed === 0) console.log(stdout.slice(-4000));
  console.log(
    `${passed} of the provider's own tests pass with ${path.basename(engine)}; ${failed.length - unexpected.length} of ${EXPECTED_FAILURES.size} expected failures, ${unexpected.length} others`,
  );
  process.exitCode = unexpected.length === 0 && passed > 300 && (status === 0 || status === 1) ? 0 : 1;
} finally {
  await rm(folder, { recursive: true, force: true });
}
