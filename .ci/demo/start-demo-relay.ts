import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { followFlagFile } from '../../e2e/relay/follow-flag-file.ts';
import { freePort, isFreePort } from '../../e2e/relay/free-port.ts';
import { startRelay } from '../../e2e/relay/start-relay.ts';
import { PROJECT } from '../steps/run-command.ts';
import type { DemoRelay } from './demo-relay.ts';
import type { RelayChoice } from './relay-choice.ts';

type Say = (line: string) => void;

const FLAGS_FILE = join(PROJECT, 'apps', 'demo', 'flags.yaml');
const DEV_RELAY = join(PROJECT, 'packages', 'dev-relay', 'dist', 'index.js');

/** What the demo uses of `@goff-web/dev-relay`, which is built only when the demo is. */
interface DevRelayModule {
  readonly startDevRelay: (options: {
    readonly flagsFile: string;
    readonly port: number;
  }) => Promise<{ readonly url: string; stop(): Promise<void> }>;
}

async function embeddedRelay(port: number): Promise<DemoRelay> {
  const { startDevRelay }: DevRelayModule = await import(pathToFileURL(DEV_RELAY).href);
  const relay = await startDevRelay({ flagsFile: FLAGS_FILE, port });
  return {
    url: relay.url,
    kind: 'embedded',
    description: 'embedded development relay',
    flagsFile: FLAGS_FILE,
    close: () => relay.stop(),
  };
}

async function realRelay(port: number, say: Say): Promise<DemoRelay> {
  say("starting GO Feature Flag's relay proxy …");
  const relay = await startRelay({ flags: await readFile(FLAGS_FILE, 'utf8'), port }, { say });
  const isOurs = relay.kind !== 'external';
  const unfollow = isOurs ? followFlagFile(relay, FLAGS_FILE, say) : () => undefined;
  return {
    url: relay.url,
    kind: 'real',
    description: `GO Feature Flag's relay proxy, ${relay.kind}`,
    flagsFile: isOurs ? FLAGS_FILE : undefined,
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
      close: () => Promise.resolve(),
    };
  }
  const port = (await isFreePort(USUAL_PORT)) ? USUAL_PORT : await freePort();
  return choice === 'embedded' ? embeddedRelay(port) : realRelay(port, say);
}
