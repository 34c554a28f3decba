// The one file that knows all parts: which relay proxy, in which folder, under which guard.
import { rm } from 'node:fs/promises';
import { chooseLauncher } from './choose-launcher.ts';
import { EXTERNAL_ADMIN_KEY_VARIABLE, EXTERNAL_URL_VARIABLE, externalRelay } from './external-relay.ts';
import { freePort, isFreePort } from './free-port.ts';
import type { Relay, RelaySpec } from './relay.ts';
import { refreshFlags, waitForHealth, waitForSilence } from './relay-answers.ts';
import { flagSetAdminKey } from './relay-configuration.ts';
import { createRelayFolder } from './relay-folder.ts';
import { startGuard } from './relay-guard.ts';

const DEFAULT_ADMIN_KEY = 'admin-key-of-the-tests';

/** What a start may take: the first one on a machine builds the relay proxy. For the set-up of tests. */
export const RELAY_START_MS = 300_000;

/** Longer than the five seconds for which the relay proxy keeps event streams open after SIGTERM. */
const STOP_TIMEOUT_MS = 8_000;

/** Options of {@link startRelay} that are not the relay proxy's own. */
export interface StartRelayOptions {
  /** Is told, in one line each, what takes time or differs from the usual. Default: standard error. */
  readonly say?: (line: string) => void;
}

function toStandardError(line: string): void {
  process.stderr.write(`relay: ${line}\n`);
}

async function portFor(spec: RelaySpec): Promise<number> {
  if (spec.port === undefined) return freePort();
  if (await isFreePort(spec.port)) return spec.port;
  throw new Error(`port ${spec.port} is taken; name another one, or none to have a free one chosen`);
}

/**
 * Starts the real relay proxy and resolves when it is healthy. Everything it starts ends with {@link Relay.close}, and
 * with the calling process at the latest, however that ends.
 *
 * @throws Error when nothing can run a relay proxy here, or the one that was started does not become healthy (with its log).
 */
export async function startRelay(spec: RelaySpec = {}, options: StartRelayOptions = {}): Promise<Relay> {
  const say = options.say ?? toStandardError;
  const adminKey = spec.adminKey ?? DEFAULT_ADMIN_KEY;
  const address = process.env[EXTERNAL_URL_VARIABLE];
  if (address !== undefined && address !== '') {
    say(`using the relay proxy at ${address} as it is: its own flags and keys, not those of the tests`);
    return externalRelay(address, process.env[EXTERNAL_ADMIN_KEY_VARIABLE] ?? adminKey);
  }

  const launcher = await chooseLauncher(spec.kind, say);
  const port = await portFor(spec);
  const url = `http://127.0.0.1:${port}`;
  const folder = await createRelayFolder(spec, adminKey);
  const plan = await launcher.plan(folder, port);
  const guard = startGuard({
    folder: folder.path,
    logFile: folder.logFile,
    command: plan.command,
    environment: plan.environment,
    cleanUp: plan.cleanUp,
  });
  let processId = 0;

  const signal = (name: NodeJS.Signals) => plan.signal(name, processId);
  const withLog = async (error: unknown) =>
    new Error(`${error instanceof Error ? error.message : String(error)}\n${await folder.log()}`, { cause: error });
  const close = async () => {
    await guard.close();
    await rm(folder.path, { recursive: true, force: true });
  };

  const relay: Relay = {
    url,
    kind: launcher.kind,
    adminKey,
    async writeFlags(flags, flagSet) {
      await folder.writeFlags(flags, flagSet);
      const set = flagSet ?? spec.flagSets?.[0]?.name;
      const isRead = await refreshFlags(url, set === undefined ? adminKey : flagSetAdminKey(adminKey, set));
      if (!isRead) throw await withLog(new Error('the relay proxy cannot read the flag file; it serves what it had'));
    },
    featureEvents: (flagSet) => folder.events('feature', flagSet),
    trackingEvents: (flagSet) => folder.events('tracking', flagSet),
    log: () => folder.log(),
    async start() {
      if (guard.endReason() === undefined) return;
      processId = await guard.start();
      await waitForHealth(url, launcher.startTimeoutMs, guard.endReason).catch(async (error: unknown) => {
        throw await withLog(error);
      });
    },
    async stop(name = 'SIGTERM') {
      if (guard.endReason() !== undefined) return;
      await signal(name);
      const kill = setTimeout(() => void signal('SIGKILL'), STOP_TIMEOUT_MS);
      await guard.ended();
      clearTimeout(kill);
    },
    async pause() {
      await signal('SIGSTOP');
      await waitForSilence(url);
    },
    resume: () => signal('SIGCONT'),
    close,
    [Symbol.asyncDispose]: close,
  };

  try {
    await relay.start();
  } catch (error) {
    await close();
    throw error;
  }
  return relay;
}
