import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { followFlagFile } from '../../e2e/relay/follow-flag-file.ts';
import { freePort, isFreePort } from '../../e2e/relay/free-port.ts';
import { startRelay } from '../../e2e/relay/start-relay.ts';
import { PROJECT } from '../steps/run-command.ts';
import { datedFlags } from './dated-flags.ts';
import type { DemoRelay } from './demo-relay.ts';
import type { RelayChoice } from './relay-choice.ts';
import type { FlagsFault, RelayControls, RelayJournal } from './relay-controls.ts';

type Say = (line: string) => void;

const FLAGS_TEMPLATE = join(PROJECT, 'apps', 'demo', 'flags.yaml');
const CACHE = join(PROJECT, 'node_modules', '.cache', 'goff-web');
const DEV_RELAY = join(PROJECT, 'packages', 'dev-relay', 'dist', 'index.js');

/** Flags that belong to one relay proxy. */
interface FlagsFile {
  readonly path: string;
  readonly text: string;
}

/** Writes the flags of the demo, with dates around today, to where they may be edited. */
async function writeFlags(port: number): Promise<FlagsFile> {
  const text = datedFlags(await readFile(FLAGS_TEMPLATE, 'utf8'), Date.now());
  // Two demos at once have two ports.
  const path = join(CACHE, `demo-flags-${port}.yaml`);
  await mkdir(CACHE, { recursive: true });
  await writeFile(path, text);
  return { path, text };
}

/** What the demo uses of `@goff-web/dev-relay`, which is built only when the demo is. */
interface DevRelayModule {
  readonly startDevRelay: (options: { readonly flagsFile: string; readonly port: number }) => Promise<EmbeddedRelay>;
}

interface EmbeddedRelay extends Pick<RelayJournal, 'openStreams'> {
  readonly url: string;
  readonly faults: { readonly current: object; set(plan: object): Promise<void> };
  setFlags(text: string): void;
  requests(): RelayJournal['requests'];
  events(): readonly object[];
  stop(): Promise<void>;
}

function controlsOf(relay: EmbeddedRelay, flagsFile: string): RelayControls {
  return {
    flags: () => readFile(flagsFile, 'utf8'),
    async setFlags(text) {
      try {
        relay.setFlags(text);
      } catch (error) {
        const faults: unknown = error instanceof Error ? Reflect.get(error, 'faults') : undefined;
        if (!Array.isArray(faults)) throw error;
        return faults as readonly FlagsFault[];
      }
      // The file follows, so that whoever edits it next goes on from here.
      await writeFile(flagsFile, text);
      return [];
    },
    fault: () => relay.faults.current,
    setFault: (plan) => relay.faults.set(plan),
    journal: () => ({
      openStreams: relay.openStreams,
      requests: relay
        .requests()
        .map(({ atMs, method, path, status, bytes }) => ({ atMs, method, path, status, bytes })),
      events: relay.events(),
    }),
  };
}

async function embeddedRelay(port: number): Promise<DemoRelay> {
  const { startDevRelay }: DevRelayModule = await import(pathToFileURL(DEV_RELAY).href);
  const { path: flagsFile } = await writeFlags(port);
  const relay = await startDevRelay({ flagsFile, port });
  return {
    url: relay.url,
    kind: 'embedded',
    description: 'embedded development relay',
    flagsFile,
    controls: controlsOf(relay, flagsFile),
    close: () => relay.stop(),
  };
}

async function realRelay(port: number, say: Say): Promise<DemoRelay> {
  say("starting GO Feature Flag's relay proxy …");
  const flagsFile = await writeFlags(port);
  const relay = await startRelay({ flags: flagsFile.text, port }, { say });
  const isOurs = relay.kind !== 'external';
  const unfollow = isOurs ? followFlagFile(relay, flagsFile.path, say) : () => undefined;
  return {
    url: relay.url,
    kind: 'real',
    description: `GO Feature Flag's relay proxy, ${relay.kind}`,
    flagsFile: isOurs ? flagsFile.path : undefined,
    controls: undefined,
    async close() {
      unfollow();
      await relay.close();
    },
  };
}

/** The default port of the relay proxy: with the same address each time, a browser finds again what it kept. */
const USUAL_PORT = 1031;

/** Starts the relay proxy that was chosen, or takes the one that runs elsewhere as it is. */
export async function startDemoRelay(choice: RelayChoice, say: Say, usualPort = USUAL_PORT): Promise<DemoRelay> {
  if (choice instanceof URL) {
    return {
      url: choice.href.replace(/\/+$/, ''),
      kind: 'external',
      description: 'as given; its own flags',
      flagsFile: undefined,
      controls: undefined,
      close: () => Promise.resolve(),
    };
  }
  const port = (await isFreePort(usualPort)) ? usualPort : await freePort();
  return choice === 'embedded' ? embeddedRelay(port) : realRelay(port, say);
}
