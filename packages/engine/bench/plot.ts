// Draws docs/benchmarks.svg from the table of docs/benchmarks.md, so that the picture cannot say anything else than the page.
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { benchmarkPlot } from './benchmark-plot.ts';
import { readBenchmarks } from './read-benchmarks.ts';

const docs = path.resolve(import.meta.dirname, '../../../docs');
const columns = readBenchmarks(await readFile(path.join(docs, 'benchmarks.md'), 'utf8'));
await writeFile(path.join(docs, 'benchmarks.svg'), benchmarkPlot(columns));
console.log('written: docs/benchmarks.svg');
