import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
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
const FLAGS_FILE = join(PROJECT, 'node_modules', '.cache', 'goff-web', 'demo-flags.yaml');
const DEV_RELAY = join(PROJECT, 'packages', 'dev-relay', 'dist', 'index.js');

/** Writes the flags of the demo, with dates around today, to where they may be edited. */
async function writeFlags(): Promise<string> {
  const text = datedFlags(await readFile(FLAGS_TEMPLATE, 'utf8'), Date.now());
  await mkdir(dirname(FLAGS_FILE), { recursive: true });
  await writeFile(FLAGS_FILE, text);
  return text;
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

function controlsOf(relay: EmbeddedRelay): RelayControls {
  return {
    flags: () => readFile(FLAGS_FILE, 'utf8'),
    async setFlags(text) {
      try {
        relay.setFlags(text);
      } catch (error) {
        const faults: unknown = error instanceof Error ? Reflect.get(error, 'faults') : undefined;
        if (!Array.isArray(faults)) throw error;
        return faults as readonly FlagsFault[];
      }
      // The file follows, so that whoever edits it next goes on from here.
      await writeFile(FLAGS_FILE, text);
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
  await writeFlags();
  const relay = await startDevRelay({ flagsFile: FLAGS_FILE, port });
  return {
    url: relay.url,
    kind: 'embedded',
    description: 'embedded development relay',
    flagsFile: FLAGS_FILE,
    controls: controlsOf(relay),
    close: () => relay.stop(),
  };
}

async function realRelay(port: number, say: Say): Promise<DemoRelay> {
  say("starting GO Feature Flag's relay proxy …");
  const relay = await startRelay({ flags: await writeFlags(), port }, { say });
  const isOurs = relay.kind !== 'external';
  const unfollow = isOurs ? followFlagFile(relay, FLAGS_FILE, say) : () => undefined;
  return {
    url: relay.url,
    kind: 'real',
    description: `GO Feature Flag's relay proxy, ${relay.kind}`,
    flagsFile: isOurs ? FLAGS_FILE : undefined,
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
export async function startDemoRelay(choice: RelayChoice, say: Say): Promise<DemoRelay> {
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
  const port = (await isFreePort(USUAL_PORT)) ? USUAL_PORT : await freePort();
  return choice === 'embedded' ? embeddedRelay(port) : realRelay(port, say);
}
