import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { loadEngine } from '../src/load-engine.ts';
import type { Face } from './face.ts';
import { formatFailures, formatReport } from './format-report.ts';
import { goffAbiFace } from './goff-abi-face.ts';
import { loadVectors } from './load-vectors.ts';
import { residentFace, residentFaceAmongFlags } from './resident-face.ts';
import { conforms, runConformance } from './run-conformance.ts';

const ENGINE = new URL('../dist/engine.wasm', import.meta.url);

async function check(face: Face): Promise<void> {
  const report = runConformance(face, await loadVectors());
  console.log(formatReport(report));
  expect(report.groups.reduce((sum, { total }) => sum + total, 0)).toBeGreaterThanOrEqual(2760);
  expect(conforms(report), formatFailures(report)).toBe(true);
}

test('the resident host answers every vector as the relay proxy does', async () => {
  await check(residentFace('resident host', await loadEngine()));
});

test('a flag answers the same among others, with which it is compiled', async () => {
  await check(residentFaceAmongFlags('among other flags', await loadEngine()));
});

test('the evaluation ABI of engine.wasm answers every vector as the relay proxy does', async () => {
  await check(goffAbiFace('evaluation ABI', await WebAssembly.compile(await readFile(ENGINE))));
});

test('the JavaScript twin answers every vector as the relay proxy does', async () => {
  const twin = await loadEngine(undefined, { javascript: 'always' });
  expect(twin.kind).toBe('javascript');
  await check(residentFace('JavaScript twin', twin));
}, 60_000);
