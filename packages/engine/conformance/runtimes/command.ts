// Runs every vector in the runtime that runs this file (Node, Deno or Bun) and prints the report as JSON.
import { loadEngine } from '@goff-web/engine';
import { loadVectors } from '../load-vectors.ts';
import { residentFace } from '../resident-face.ts';
import { runConformance } from '../run-conformance.ts';

const report = runConformance(residentFace('resident host', await loadEngine()), await loadVectors());
console.log(JSON.stringify(report));
