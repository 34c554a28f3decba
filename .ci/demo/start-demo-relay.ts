import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { followFlagFile } from '../../e2e/relay/follow-flag-file.ts';
import { freePort, isFreePort } from '../../e2e/relay/free-port.ts';
import { startRelay } from '../../e2e/relay/start-relay.ts';
import { PROJECT } from '../steps/run-command.ts';
import { datedFlags } from './dated-flags.ts';
import type { DemoRelay } from './demo-relay.ts';
import { startEmbeddedRelay } from './embedded-relay.ts';
import type { RelayChoice } from './relay-choice.ts';

type Say = (line: string) => void;

const FLAGS_TEMPLATE = join(PROJECT, 'apps', 'demo', 'flags.yaml');
const CACHE = join(PROJECT, 'node_modules', '.cache', 'goff-web');

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

async function realRelay(flagsFile: FlagsFile, port: number, say: Say): Promise<DemoRelay> {
  say("starting GO Feature Flag's relay proxy …");
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
  const flags = await writeFlags(port);
  return choice === 'embedded' ? startEmbeddedRelay(flags.path, port) : realRelay(flags, port, say);
}
