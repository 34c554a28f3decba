import { containerEngine, imageLauncher, imageObstacle } from './image-launcher.ts';
import { processLauncher } from './process-launcher.ts';
import type { RelaySpec } from './relay.ts';
import { relayBinary } from './relay-binary.ts';
import type { RelayLauncher } from './relay-launcher.ts';
import { runcLauncher, runcObstacle } from './runc-launcher.ts';

type Say = (line: string) => void;
type Kind = NonNullable<RelaySpec['kind']>;

async function tryImage(say: Say): Promise<RelayLauncher | string> {
  const engine = await containerEngine();
  if (engine === undefined) return 'no Docker or Podman engine with compose answers';
  const obstacle = await imageObstacle(engine);
  if (obstacle === undefined) return imageLauncher(engine);
  say(`${engine.engine} answers, but cannot bring the relay proxy's image: ${obstacle}`);
  return obstacle;
}

async function tryRunc(binary: string): Promise<RelayLauncher | string> {
  const obstacle = await runcObstacle(binary);
  return obstacle === undefined ? runcLauncher(binary) : obstacle;
}

async function choose(kind: Kind | undefined, say: Say): Promise<RelayLauncher> {
  if (kind === undefined || kind === 'container image') {
    const launcher = await tryImage(say);
    if (typeof launcher !== 'string') return launcher;
    if (kind !== undefined) throw new Error(`no relay proxy from its container image: ${launcher}`);
  }
  const binary = await relayBinary(say);
  if (kind === 'process') return processLauncher(binary);
  const launcher = await tryRunc(binary);
  if (typeof launcher !== 'string') return launcher;
  if (kind === 'runc') throw new Error(`no relay proxy in a runc container: ${launcher}`);
  say(`the relay proxy runs as a plain process, not in a container: ${launcher}`);
  return processLauncher(binary);
}

const chosen = new Map<Kind | undefined, Promise<RelayLauncher>>();

/**
 * The way relay proxies are run on this machine: the published image, else a runc container, else a plain process. Looked
 * for once a process; a failure is not remembered.
 */
export function chooseLauncher(kind: Kind | undefined, say: Say): Promise<RelayLauncher> {
  const known = chosen.get(kind);
  if (known !== undefined) return known;
  const choice = choose(kind, say);
  chosen.set(kind, choice);
  choice.catch(() => chosen.delete(kind));
  return choice;
}
