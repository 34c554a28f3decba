import { execFile } from 'node:child_process';
import { readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { EdgeRuntime } from 'edge-runtime';
import { Log, LogLevel, Miniflare } from 'miniflare';
import { expect, test } from 'vitest';
import { formatFailures, formatReport } from '../format-report.ts';
import { type ConformanceReport, conforms, type GroupReport } from '../run-conformance.ts';
import { VECTOR_GROUPS } from '../vector.ts';
import { bundleWorker } from './bundle-worker.ts';

const LIMIT_MS = 120_000;
const WORKER = path.join(import.meta.dirname, 'worker.ts');

function check(runtime: string, groups: readonly GroupReport[]): void {
  const report: ConformanceReport = { face: runtime, groups };
  console.log(formatReport(report));
  expect(groups.map(({ group }) => group)).toEqual([...VECTOR_GROUPS]);
  expect(groups.reduce((sum, { total }) => sum + total, 0)).toBeGreaterThanOrEqual(2760);
  expect(conforms(report), formatFailures(report)).toBe(true);
}

/** Sends a worker one group after the other. */
async function ask(post: (group: string, body: string) => Promise<string>): Promise<GroupReport[]> {
  const groups: GroupReport[] = [];
  for (const group of VECTOR_GROUPS) {
    const body = await readFile(path.join(import.meta.dirname, `../vectors/${group}.ndjson`), 'utf8');
    groups.push(...(JSON.parse(await post(group, body)) as ConformanceReport).groups);
  }
  return groups;
}

test.each(['workerd', 'edge-light'])('what is deployed to %s carries no JavaScript twin', async (platform) => {
  const { text } = await bundleWorker(WORKER, [platform, 'worker', 'browser'], 'import', 'esm');
  expect(text).toContain('without the JavaScript twin');
  expect(text.length).toBeLessThan((await stat(path.join(import.meta.dirname, '../../dist/engine.js'))).size);
});

test('workerd answers every vector as the relay proxy does', { timeout: LIMIT_MS }, async () => {
  const { text, wasm } = await bundleWorker(WORKER, ['workerd', 'worker', 'browser'], 'import', 'esm');
  const files = [...wasm].map(async ([name, file]) => ({
    type: 'CompiledWasm' as const,
    path: `/${name}`,
    contents: await readFile(file),
  }));
  const miniflare = new Miniflare({
    cf: false,
    log: new Log(LogLevel.ERROR),
    compatibilityDate: '2026-07-01',
    modulesRoot: '/',
    modules: [{ type: 'ESModule', path: '/worker.js', contents: text }, ...(await Promise.all(files))],
  });
  try {
    const post = async (group: string, body: string): Promise<string> =>
      (await miniflare.dispatchFetch(`http://worker/${group}`, { method: 'POST', body })).text();
    check('workerd', await ask(post));
  } finally {
    await miniflare.dispose();
  }
});

test('edge-light answers every vector as the relay proxy does', { timeout: LIMIT_MS }, async () => {
  const { text, wasm } = await bundleWorker(WORKER, ['edge-light', 'worker', 'browser'], 'global', 'iife');
  const modules: Record<string, WebAssembly.Module> = {};
  for (const [name, file] of wasm) modules[name] = await WebAssembly.compile(await readFile(file));
  const runtime = new EdgeRuntime({
    // As on Vercel: no eval, and no compiling of WebAssembly at run time.
    codeGeneration: { strings: false, wasm: false },
    initialCode: `${text}\naddEventListener('fetch', (event) => event.respondWith(bundled.default.fetch(event.request)));`,
    extend: (context) => Object.assign(context, modules),
  });
  const post = async (group: string, body: string): Promise<string> =>
    (await runtime.dispatchFetch(`https://worker.test/${group}`, { method: 'POST', body })).text();
  check('edge-light', await ask(post));
});

test.each([
  ['deno', ['run', '--no-prompt', '--allow-read', '--allow-env', '--node-modules-dir=manual']],
  ['bun', ['--no-install']],
])('%s answers every vector as the relay proxy does', { timeout: LIMIT_MS }, async (runtime, options) => {
  const program = path.join(import.meta.dirname, '../../node_modules/.bin', runtime);
  const command = path.join(import.meta.dirname, 'command.ts');
  const { stdout } = await promisify(execFile)(program, [...options, command], { maxBuffer: 1 << 26 });
  check(runtime, (JSON.parse(stdout) as ConformanceReport).groups);
});
