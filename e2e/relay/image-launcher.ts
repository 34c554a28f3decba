// Runs the published image by the compose.yaml beside this file.
import { execFile } from 'node:child_process';
import { basename, join } from 'node:path';
import { promisify } from 'node:util';
import type { LaunchPlan, RelayLauncher } from './relay-launcher.ts';
import { RELAY_VERSION } from './relay-version.ts';

const run = promisify(execFile);
const COMPOSE_FILE = join(import.meta.dirname, 'compose.yaml');
const PORT_INSIDE = 1031;
const ANSWER_TIMEOUT_MS = 5_000;
const PULL_TIMEOUT_MS = 300_000;

/** The image that compose.yaml names. */
const IMAGE = `gofeatureflag/go-feature-flag:v${RELAY_VERSION}`;

/** A container engine, and the command that reads compose files for it. */
export interface ContainerEngine {
  readonly engine: string;
  readonly compose: readonly [string, ...string[]];
}

/** Compose is a plug-in of the engine, or, as in Debian 12, a program beside it. */
const CANDIDATES: readonly ContainerEngine[] = [
  { engine: 'docker', compose: ['docker', 'compose'] },
  { engine: 'docker', compose: ['docker-compose'] },
  { engine: 'podman', compose: ['podman', 'compose'] },
  { engine: 'podman', compose: ['podman-compose'] },
];

/** Why a command failed, or `undefined` when it did not. */
async function obstacle(command: readonly [string, ...string[]], timeout: number): Promise<string | undefined> {
  const [program, ...given] = command;
  return run(program, given, { timeout }).then(
    () => undefined,
    (error: Error & { stderr?: string }) => error.stderr?.trim() || error.message,
  );
}

/** The container engine that answers on this machine and has a compose. */
export async function containerEngine(): Promise<ContainerEngine | undefined> {
  const answers = new Map<string, boolean>();
  for (const candidate of CANDIDATES) {
    const { engine, compose } = candidate;
    if (!answers.has(engine)) {
      // `version` fails without a server, where `info` of Docker's client ends with 0 all the same.
      answers.set(
        engine,
        (await obstacle([engine, 'version', '--format', '{{.Server}}'], ANSWER_TIMEOUT_MS)) === undefined,
      );
    }
    if (answers.get(engine) === true && (await obstacle([...compose, 'version'], ANSWER_TIMEOUT_MS)) === undefined) {
      return candidate;
    }
  }
  return undefined;
}

/** Brings the image where the engine does not have it; says why that failed, or `undefined`. */
export async function imageObstacle({ engine }: ContainerEngine): Promise<string | undefined> {
  const isThere = (await obstacle([engine, 'image', 'inspect', IMAGE], ANSWER_TIMEOUT_MS)) === undefined;
  return isThere ? undefined : obstacle([engine, 'pull', '--quiet', IMAGE], PULL_TIMEOUT_MS);
}

/** Runs the published image by the engine. */
export function imageLauncher({ compose }: ContainerEngine): RelayLauncher {
  return {
    kind: 'container image',
    startTimeoutMs: 60_000,
    async plan(folder, port): Promise<LaunchPlan> {
      await folder.writeConfiguration(PORT_INSIDE, '0.0.0.0', '/goff');
      const project = basename(folder.path).toLowerCase();
      const ours = [...compose, '--project-name', project, '--file', COMPOSE_FILE] as const;
      const environment: Record<string, string> = {};
      for (const [name, value] of Object.entries(process.env)) if (value !== undefined) environment[name] = value;
      environment['GOFF_RELAY_FOLDER'] = folder.mounted;
      environment['GOFF_RELAY_PORT'] = String(port);
      return {
        command: [...ours, 'up', '--no-color', '--abort-on-container-exit'],
        environment,
        cleanUp: [[...ours, 'down', '--timeout', '0', '--volumes']],
        async signal(name) {
          const [program, ...given] = ours;
          await run(program, [...given, 'kill', '-s', name, 'relay'], { env: environment });
        },
      };
    },
  };
}
