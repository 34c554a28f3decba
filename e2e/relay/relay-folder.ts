import { chmod, mkdir, mkdtemp, readFile, rename, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ExportedEvent, FlagFile, RelaySpec } from './relay.ts';
import { type FlagSource, relayConfiguration } from './relay-configuration.ts';

/** Name of the only flag source of a relay proxy without flag sets. */
const WITHOUT_FLAG_SETS = 'default';

/** The folder of one relay proxy: its configuration, its flag files, its event files, its log. */
export interface RelayFolder {
  /** Where it lies on this machine. */
  readonly path: string;
  /** The part the relay proxy reads and writes; it may see it under another path. */
  readonly mounted: string;
  readonly logFile: string;
  readonly configurationFile: string;
  writeConfiguration(port: number, listenOn: string, seenAs: string): Promise<void>;
  writeFlags(flags: FlagFile, flagSet?: string): Promise<void>;
  events(kind: 'feature' | 'tracking', flagSet?: string): Promise<readonly ExportedEvent[]>;
  log(): Promise<string>;
}

function textOf(flags: FlagFile): string {
  return typeof flags === 'string' ? flags : JSON.stringify(flags);
}

/** A reader never meets half a file: the relay proxy takes one for a file without flags. */
async function replaceFile(path: string, text: string): Promise<void> {
  await writeFile(`${path}.new`, text);
  await rename(`${path}.new`, path);
}

/** The last line may still be in the making. */
function completeLines(text: string): readonly string[] {
  return text
    .slice(0, text.lastIndexOf('\n') + 1)
    .split('\n')
    .filter((line) => line !== '');
}

async function readOrEmpty(path: string): Promise<string> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return '';
    throw error;
  }
}

/** Makes a new folder in the system's temporary one, with the flag files of the spec in it. */
export async function createRelayFolder(spec: RelaySpec, adminKey: string): Promise<RelayFolder> {
  const path = await mkdtemp(join(tmpdir(), 'goff-relay-'));
  const mounted = join(path, 'goff');
  const configurationFile = join(mounted, 'goff-proxy.json');
  const logFile = join(path, 'relay.log');
  const names = spec.flagSets?.map((set) => set.name) ?? [WITHOUT_FLAG_SETS];

  const flagFile = (name: string) => join(mounted, 'flags', `${name}.json`);
  const eventFolder = (name: string) => join(mounted, 'events', name);
  const known = (flagSet = names[0]): string => {
    if (flagSet !== undefined && names.includes(flagSet)) return flagSet;
    throw new Error(`no flag set is named ${JSON.stringify(flagSet)}; there are: ${names.join(', ')}`);
  };

  await mkdir(join(mounted, 'flags'), { recursive: true });
  for (const name of names) {
    const set = spec.flagSets?.find((candidate) => candidate.name === name) ?? spec;
    await writeFile(flagFile(name), textOf(set.flags ?? {}));
    await mkdir(eventFolder(name), { recursive: true });
    // The published image does not run as the user who made the folder.
    await chmod(eventFolder(name), 0o777);
  }
  await chmod(path, 0o755);

  return {
    path,
    mounted,
    logFile,
    configurationFile,
    async writeConfiguration(port, listenOn, seenAs) {
      const sources: FlagSource[] = names.map((name) => ({
        name,
        flagFile: `${seenAs}/flags/${name}.json`,
        eventFolder: `${seenAs}/events/${name}`,
      }));
      const configuration = relayConfiguration({ spec, adminKey, sources, port, listenOn });
      await replaceFile(configurationFile, JSON.stringify(configuration, undefined, 2));
    },
    async writeFlags(flags, flagSet) {
      await replaceFile(flagFile(known(flagSet)), textOf(flags));
    },
    async events(kind, flagSet) {
      const lines = completeLines(await readOrEmpty(join(eventFolder(known(flagSet)), `${kind}.ndjson`)));
      return lines.map((line): ExportedEvent => JSON.parse(line));
    },
    log: () => readOrEmpty(logFile),
  };
}
