// Runs the published image by the compose.yaml beside this file.
import { execFile } from 'node:child_process';
import { basename, join } from 'node:path';
import { promisify } from 'node:util';
import type { LaunchPlan, RelayLauncher } from './relay-launcher.ts';

const run = promisify(execFile);
const COMPOSE_FILE = join(import.meta.dirname, 'compose.yaml');
const PORT_INSIDE = 1031;
const ANSWER_TIMEOUT_MS = 5_000;
const PULL_TIMEOUT_MS = 300_000;

type Engine = 'docker' | 'podman';

async function succeeds(command: string, given: readonly string[], timeout: number): Promise<boolean> {
  const environment = { ...process.env, GOFF_RELAY_FOLDER: '/', GOFF_RELAY_PORT: '1' };
  return run(command, [...given], { env: environment, timeout }).then(
    () => true,
    () => false,
  );
}

/** The container engine that answers on this machine and knows `compose`. */
export async function containerEngine(): Promise<Engine | undefined> {
  for (const engine of ['docker', 'podman'] as const) {
    const answers = await succeeds(engine, ['info', '--format', '{{.ID}}'], ANSWER_TIMEOUT_MS);
    if (answers && (await succeeds(engine, ['compose', 'version'], ANSWER_TIMEOUT_MS))) return engine;
  }
  return undefined;
}

/** Brings the image where the engine does not have it; says why that failed, or `undefined`. */
export async function imageObstacle(engine: Engine): Promise<string | undefined> {
  const environment = { ...process.env, GOFF_RELAY_FOLDER: '/', GOFF_RELAY_PORT: '1' };
  const given = [...composeOptions('goff-relay-image'), 'pull', '--quiet', '--policy', 'missing'];
  return run(engine, given, { env: environment, timeout: PULL_TIMEOUT_MS }).then(
    () => undefined,
    (error: Error & { stderr?: string }) => error.stderr?.trim() || error.message,
  );
}

function composeOptions(project: string): readonly string[] {
  return ['compose', '--project-name', project, '--file', COMPOSE_FILE];
}

/** Runs the published image by the engine. */
export function imageLauncher(engine: Engine): RelayLauncher {
  return {
    kind: 'container image',
    startTimeoutMs: 60_000,
    async plan(folder, port): Promise<LaunchPlan> {
      await folder.writeConfiguration(PORT_INSIDE, '0.0.0.0', '/goff');
      const given = composeOptions(basename(folder.path).toLowerCase());
      const environment: Record<string, string> = { GOFF_RELAY_FOLDER: folder.mounted, GOFF_RELAY_PORT: String(port) };
      for (const [name, value] of Object.entries(process.env)) {
        if (value !== undefined && !(name in environment)) environment[name] = value;
      }
      return {
        command: [engine, ...given, 'up', '--no-color', '--abort-on-container-exit'],
        environment,
        cleanUp: [[engine, ...given, 'down', '--timeout', '0', '--volumes']],
        async signal(name) {
          await run(engine, [...given, 'kill', '--signal', name, 'relay'], { env: environment });
        },
      };
    },
  };
}
