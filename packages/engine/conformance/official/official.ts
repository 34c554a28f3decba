// Prints how many vectors each official binary answers, directly and through our host.
//   node packages/engine/conformance/official/official.ts
import { loadEngine } from '../../src/load-engine.ts';
import { formatReport } from '../format-report.ts';
import { goffAbiFace } from '../goff-abi-face.ts';
import { loadVectors } from '../load-vectors.ts';
import { residentFace } from '../resident-face.ts';
import { runConformance } from '../run-conformance.ts';
import { OFFICIAL_BINARIES, type OfficialVersion, officialBinary } from './official-binary.ts';

const vectors = await loadVectors();
for (const version of Object.keys(OFFICIAL_BINARIES) as OfficialVersion[]) {
  const bytes = await officialBinary(version);
  const direct = goffAbiFace(`official ${version}`, await WebAssembly.compile(bytes));
  const hosted = residentFace(`official ${version} in our host`, await loadEngine(bytes));
  for (const face of [direct, hosted]) console.log(formatReport(runConformance(face, vectors, 0)));
}
