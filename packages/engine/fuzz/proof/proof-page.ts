import type { ClockTally } from '../differential/clock.ts';
import type { GroupTally } from '../differential/tally.ts';
import type { MutantReport } from '../mutants/run-mutants.ts';
import type { HostileSum } from './sums.ts';

/** Everything that a proof run has found. */
export interface EngineProof {
  readonly date: string;
  readonly commit: string;
  readonly isTreeClean: boolean;
  readonly engineSha256: string;
  readonly seed: number;
  readonly machine: string;
  readonly vectors: readonly { readonly face: string; readonly passed: number; readonly total: number }[];
  readonly differential: {
    readonly cases: number;
    readonly seconds: number;
    readonly differences: number;
    /** Answers by the host's clock that were wrong at once, or before the moment until which they were said to hold. */
    readonly earlyChanges: number;
    readonly groups: Readonly<Record<string, GroupTally>>;
    readonly clock: ClockTally;
  };
  readonly hostile: HostileSum & { readonly seconds: number };
  readonly mutants: MutantReport;
}

const cell = (text: string): string => `\`${text.replaceAll('|', '\\|')}\``;
const kilobytes = (bytes: number): string => grouped(Math.round(bytes / 1024));
const grouped = (count: number): string => count.toLocaleString('en-US');

/** The record as a page. */
export function proofPage({ differential, hostile, mutants, ...proof }: EngineProof): string {
  const seconds = Object.values(differential.groups).reduce((sum, group) => sum + group.seconds, 0);
  const caught = mutants.results.filter((result) => result.caught !== undefined);
  return [
    '# Proof: the engine answers as the relay proxy does',
    '',
    'Written by `node packages/engine/fuzz/proof.ts`; not edited by hand.',
    '',
    `- ${proof.date}, commit \`${proof.commit}\`${proof.isTreeClean ? '' : ' with changes that were not committed'}, seed ${proof.seed}`,
    `- engine.wasm sha256 \`${proof.engineSha256}\``,
    `- ${proof.machine}`,
    '',
    '## Vectors',
    '',
    ...proof.vectors.map(({ face, passed, total }) => `- ${face}: ${passed} of ${total}`),
    '',
    '## Differential testing',
    '',
    `${grouped(differential.cases)} generated cases through both faces in ${differential.seconds} s: **${differential.differences} differences**.`,
    `By the host's own clock ${grouped(differential.clock.cases)} more; of ${grouped(differential.clock.timed)} answers that are said to hold until a`,
    `moment, ${differential.earlyChanges} were wrong or changed before it, and ${grouped(differential.clock.sharp)} changed in that very millisecond.`,
    '',
    '| group | cases | share of the time | the reference answers by chance, and ours is one of its answers | left out |',
    '|---|---:|---:|---:|---:|',
    ...Object.entries(differential.groups).map(
      ([group, tally]) =>
        `| ${group} | ${grouped(tally.cases)} | ${((100 * tally.seconds) / seconds).toFixed(1)} % | ${tally.undecided} | ${tally.leftOut} |`,
    ),
    '',
    '## Hostile inputs',
    '',
    `${grouped(hostile.bytes)} inputs as bytes, ${grouped(hostile.questions)} questions to the host, ${hostile.giants} documents of 10 MB, in ${hostile.seconds} s:`,
    `**${hostile.faults.length} faults**, ${hostile.replacedInstances} instances replaced. Answers by error code:`,
    `${Object.entries(hostile.answers)
      .map(([code, count]) => `${code} ${grouped(count)}`)
      .join(', ')}.`,
    '',
    'Linear memory in kB, after each tenth of a run that begins with a new instance; then under giant documents, after the second round and after',
    'the last:',
    '',
    ...hostile.memoryBytes.map(
      (tenths, at) =>
        `- ${tenths.map(kilobytes).join(', ')}; ${(hostile.giantMemoryBytes[at] ?? []).map(kilobytes).join(' → ')}`,
    ),
    '',
    '## Mutants of the engine',
    '',
    `${caught.length} of ${mutants.results.length} caught.`,
    '',
    '| kind | place | before | after | caught by | after |',
    '|---|---|---|---|---|---:|',
    ...mutants.results.map(
      (result) =>
        `| ${result.category} | ${result.place} | ${cell(result.before)} | ${cell(result.after)} | ` +
        `${result.caught === undefined ? '**nothing**' : `${result.caught.by}: ${result.caught.detail}`} | ${result.seconds} s |`,
    ),
    '',
    ...(mutants.replaced.length === 0 ? [] : ['Drawn, and replaced because no answer can show the change:', '']),
    ...mutants.replaced.map(
      ({ place, before, after, reason }) => `- ${place}: ${cell(before)} → ${cell(after)}: ${reason}`,
    ),
    '',
  ].join('\n');
}
