import { loadEngine } from '@goff-web/engine';
import { expect, test } from 'vitest';
import engineAddress from '../dist/engine.wasm?url';
import { formatFailures, formatReport } from './format-report.ts';
import { goffAbiFace } from './goff-abi-face.ts';
import { residentFace } from './resident-face.ts';
import { conforms, runConformance } from './run-conformance.ts';
import { parseVectors, VECTOR_GROUPS, type Vector } from './vector.ts';

const files = import.meta.glob<string>('./vectors/*.ndjson', { query: '?raw', import: 'default' });

async function vectors(): Promise<Map<string, readonly Vector[]>> {
  const groups = VECTOR_GROUPS.map(
    async (group) => [group, parseVectors((await files[`./vectors/${group}.ndjson`]?.()) ?? '')] as const,
  );
  return new Map(await Promise.all(groups));
}

test('the resident host answers every vector as the relay proxy does', { timeout: 120_000 }, async () => {
  const report = runConformance(residentFace('resident host', await loadEngine()), await vectors());
  console.log(`${navigator.userAgent}\n${formatReport(report)}`);
  expect(report.groups.reduce((sum, { total }) => sum + total, 0)).toBeGreaterThanOrEqual(2760);
  expect(conforms(report), formatFailures(report)).toBe(true);
});

test('the evaluation ABI of engine.wasm answers every vector as the relay proxy does', {
  timeout: 120_000,
}, async () => {
  const module = await WebAssembly.compile(await (await fetch(engineAddress)).arrayBuffer());
  const report = runConformance(goffAbiFace('evaluation ABI', module), await vectors());
  expect(conforms(report), formatFailures(report)).toBe(true);
});
