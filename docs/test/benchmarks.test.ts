import { readFile } from 'node:fs/promises';
import { expect, it } from 'vitest';
import { benchmarkPlot } from '../../packages/engine/bench/benchmark-plot.ts';
import { readBenchmarks } from '../../packages/engine/bench/read-benchmarks.ts';

const text = (name: string): Promise<string> => readFile(new URL(`../${name}`, import.meta.url), 'utf8');

it('the picture of the benchmarks shows what their table says', async () => {
  const columns = readBenchmarks(await text('benchmarks.md'));
  expect(columns.length).toBeGreaterThan(5);
  for (const { spreads } of columns) expect(spreads.map(({ name }) => name)).toContain('@goff-web/engine');
  const isOfThisRun = (await text('benchmarks.svg')) === benchmarkPlot(columns);
  expect(isOfThisRun, 'draw it anew: node packages/engine/bench/plot.ts').toBe(true);
});
