import { loadEngine } from '@goff-web/engine';
import { residentFace } from '../resident-face.ts';
import { runConformance } from '../run-conformance.ts';
import { parseVectors } from '../vector.ts';

/** A worker that runs the vectors in the body of a request and answers with the report. */
async function answer(request: Request): Promise<Response> {
  const group = new URL(request.url).pathname.slice(1);
  const face = residentFace('resident host', await loadEngine());
  return Response.json(runConformance(face, new Map([[group, parseVectors(await request.text())]])));
}

const worker: { fetch(request: Request): Promise<Response> } = { fetch: answer };

// biome-ignore lint/style/noDefaultExport: workerd takes a worker as the default export.
export { worker as default };
