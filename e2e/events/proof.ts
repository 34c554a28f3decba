// Ends pages that record numbered events, at random moments and in every way, and compares with what the relay proxy exported.
//   node e2e/events/proof.ts                                          writes docs/proof/events.json and events.md
//   node e2e/events/proof.ts --kills 100 --ends navigation,relay-down --flood 0 --record 0
//   node e2e/events/proof.ts --kills 24 --flood 20000 --most-duplicates 0.5 --record 0
// A run that is to be recorded can be broken off: started again with the same sources, it goes on with the part at which it stopped.
import { execFileSync } from 'node:child_process';
import { createHash, randomInt } from 'node:crypto';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { cpus } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { chromium } from '@playwright/test';
import { CHROMIUM_SHELL } from '../../.ci/browsers.ts';
import { cacheFolder } from '../../.ci/cache-folder.mjs';
import { Parts } from '../../.ci/proofs/parts.ts';
import { buildPage } from '../page/build-page.ts';
import { seededRandom } from '../seeded-random.ts';
import { serveFiles } from '../serve/serve-files.ts';
import { cleanDuplicates, judgeKills, sumTallies } from './judge-kills.ts';
import { KILLS, type Kill, type KillTally } from './kill.ts';
import { type EventsProof, proofPage } from './proof-page.ts';
import { runFlood } from './run-flood.ts';
import { runLane } from './run-lane.ts';

const ROOT = resolve(import.meta.dirname, '../..');
/** The page that records numbered events. */
const PAGE = join(import.meta.dirname, 'page');
/** A page that is busy for so long is felt to hang. */
const LONGEST_TASK_MS = 1_000;
const MOST_TOLD = 20;
const SOURCES = ['packages/internal/src', 'packages/core/src', 'packages/remote/src', 'e2e/events'];
/** Recording one evaluation is to cost the application no more. */
const MOST_RECORDING_NS = 500;
const MOST_STORED_BYTES = 40_000_000;

const { values } = parseArgs({
  options: {
    seed: { type: 'string' },
    kills: { type: 'string' },
    ends: { type: 'string' },
    flood: { type: 'string' },
    'most-duplicates': { type: 'string' },
    record: { type: 'string' },
  },
});
const kills = Number(values.kills ?? 1_000);
/** As a share of the events of clean ends. Among few pages, a single one that repeats itself is a large share. */
const mostDuplicates = Number(values['most-duplicates'] ?? 0.01);
const floodEvents = Number(values.flood ?? 100_000);

const startedMs = Date.now();
const say = (line: string): void =>
  console.log(`[${String(Math.round((Date.now() - startedMs) / 1_000)).padStart(5)} s] ${line}`);
const percent = (share: number): string => `${(100 * share).toFixed(2)} %`;
const git = (...command: string[]): string => execFileSync('git', command, { cwd: ROOT, encoding: 'utf8' }).trim();
const isTreeClean = git('status', '--porcelain', '--', ...SOURCES).length === 0;
const run = createHash('sha256').update(
  `${git('rev-parse', ...SOURCES.map((folder) => `HEAD:${folder}`))} ${kills} ${values.ends} ${floodEvents} ${values.seed}`,
);
const isRecorded = values.record !== '0';
const parts = await Parts.open(
  isRecorded && isTreeClean ? cacheFolder('proof', `events-${run.digest('hex').slice(0, 16)}.json`) : undefined,
);
const seed = await parts.part('seed', () => Number(values.seed ?? randomInt(2 ** 32)));
// Of what is measured now, whatever is committed meanwhile.
const commit = await parts.part('commit', () => git('rev-parse', 'HEAD'));
say(`events proof, seed ${seed}${parts.count > 2 ? `, going on after ${parts.count} parts` : ''}`);

const pageFolder = await buildPage(PAGE, ['index.html']);
const server = await serveFiles(pageFolder);
server.set('/elsewhere', { body: '<!doctype html><title>elsewhere</title>', headers: { 'content-type': 'text/html' } });
const browser = await chromium.launch(CHROMIUM_SHELL);

const MODES = ['in-process', 'remote'] as const;
/** Each with storage and a relay proxy of its own. */
const LANES_PER_MODE = 2;
/** Fewer sorts of ends, to look into them. */
const ends = values.ends === undefined ? KILLS : KILLS.filter((kill) => values.ends?.split(',').includes(kill));
/** Ends that are one part. */
const PART_KILLS = 100;
const partCount = Math.ceil(kills / PART_KILLS);
const laneKills = Math.ceil(kills / (partCount * MODES.length * LANES_PER_MODE));

interface KillsPart {
  readonly mode: (typeof MODES)[number];
  readonly tallies: Readonly<Partial<Record<Kill, KillTally>>>;
  readonly lost: readonly string[];
}

/** Ends pages in lanes of both modes, and judges them. */
function killPages(partSeed: number): Promise<KillsPart[]> {
  return Promise.all(
    MODES.map(async (mode, index) => {
      const lanes = Array.from({ length: LANES_PER_MODE }, (_, lane) =>
        runLane({
          browser,
          origin: server.origin,
          mode,
          kills: laneKills,
          ends,
          random: seededRandom(partSeed + index * LANES_PER_MODE + lane),
          say,
        }),
      );
      const { lost, repeated, tallies } = judgeKills(await Promise.all(lanes));
      for (const event of repeated.slice(0, MOST_TOLD)) say(`REPEATED ${event}`);
      for (const event of lost.slice(0, MOST_TOLD)) say(`LOST ${event}`);
      say(`${mode}: ${lost.length} lost, ${percent(cleanDuplicates(tallies))} duplicates of clean ends`);
      return { mode, tallies: Object.fromEntries(tallies), lost };
    }),
  );
}

const killed: KillsPart[] = [];
for (let part = 0; part < partCount; part += 1) {
  killed.push(...(await parts.part(`kills ${part}`, () => killPages(seed + 1_000 * part))));
}
const modes = MODES.map((mode) => {
  const ofMode = killed.filter((part) => part.mode === mode);
  const tallies = sumTallies(ofMode.map((part) => part.tallies));
  return {
    mode,
    tallies: Object.fromEntries(tallies),
    cleanDuplicates: cleanDuplicates(tallies),
    lost: ofMode.flatMap(({ lost }) => lost),
  };
});
for (const { cleanDuplicates: share, lost, mode, tallies } of modes) {
  for (const [kill, tally] of Object.entries(tallies)) say(`${mode}, ${kill}: ${JSON.stringify(tally)}`);
  say(`${mode}, all: ${lost.length} lost, ${percent(share)} duplicates of clean ends`);
}

const flood = await parts.part('flood', () => runFlood(browser, server.origin, floodEvents));
const { longTasks, ...figures } = flood;
const longestTaskMs = Math.max(0, ...longTasks);
say(`flood: ${JSON.stringify(figures)}, ${longTasks.length} long tasks, the longest ${Math.round(longestTaskMs)} ms`);
await browser.close();
await server.close();
await rm(pageFolder, { recursive: true, force: true });

const proof: EventsProof = {
  date: new Date().toISOString(),
  commit,
  isTreeClean,
  seed,
  machine: `${cpus().length} × ${cpus()[0]?.model ?? 'unknown'}, Node ${process.version}`,
  kills,
  modes,
  flood,
  seconds: Math.round((Date.now() - startedMs) / 1_000),
};
const isKept =
  modes.every(({ cleanDuplicates: share, lost }) => lost.length === 0 && share <= mostDuplicates) &&
  flood.arrived + flood.dropped === flood.recorded &&
  flood.storedBytes <= MOST_STORED_BYTES &&
  flood.recordingCostNs <= MOST_RECORDING_NS &&
  longestTaskMs <= LONGEST_TASK_MS;
if (isRecorded) {
  const folder = join(ROOT, 'docs/proof');
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, 'events.json'), `${JSON.stringify(proof, null, 2)}\n`);
  await writeFile(join(folder, 'events.md'), proofPage(proof));
  await parts.close();
  say('recorded in docs/proof/events.md');
}
say(isKept ? 'events arrive' : 'EVENTS DO NOT ARRIVE AS PROMISED');
process.exitCode = isKept ? 0 : 1;
