import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { followFlagFile } from '../../e2e/relay/follow-flag-file.ts';
import { startRelay } from '../../e2e/relay/start-relay.ts';
import { PROJECT } from '../steps/run-command.ts';
import type { DemoRelay } from './demo-relay.ts';

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

async function embeddedRelay(): Promise<DemoRelay> {
  const { startDevRelay }: DevRelayModule = await import(pathToFileURL(DEV_RELAY).href);
  const relay = await startDevRelay({ flagsFile: FLAGS_FILE, port: 0 });
  return {
    url: relay.url,
    kind: 'embedded',
    description: 'embedded development relay',
    flagsFile: FLAGS_FILE,
    close: () => relay.stop(),
  };
}

async function realRelay(say: Say): Promise<DemoRelay> {
  say("starting GO Feature Flag's relay proxy …");
  const relay = await startRelay({ flags: await readFile(FLAGS_FILE, 'utf8') }, { say });
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

/**
 * @param wish - The value of `--relay`: `embedded`, `real`, or the address of a relay proxy that runs elsewhere.
 * @throws Error for anything else.
 */
export async function startDemoRelay(wish: string, say: Say): Promise<DemoRelay> {
  if (wish === 'embedded') return embeddedRelay();
  if (wish === 'real') return realRelay(say);
  if (!URL.canParse(wish) || !/^https?:/.test(wish)) {
    throw new Error(`--relay takes "embedded", "real" or an http(s) address, got ${JSON.stringify(wish)}`);
  }
  return {
    url: wish.replace(/\/+$/, ''),
    kind: 'external',
    description: 'as given; its own flags',
    flagsFile: undefined,
    close: () => Promise.resolve(),
  };
}
