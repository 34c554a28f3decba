import { loadEngine } from '@goff-web/engine';
import type { DevRelay } from './dev-relay.ts';
import type { FaultPlan } from './faults/faults.ts';
import { createFlagSet, type FlagSet } from './flag-set.ts';
import { DEFAULT_FLAG_SET, type FlagSets, keyedFlagSets, singleFlagSet } from './flag-sets.ts';
import { followSource, type LiveSource } from './flag-source.ts';
import type { FlagDifference } from './flags/diff-flags.ts';
import { createQueryCheck } from './flags/query-check.ts';
import { createCredentials } from './http/credentials.ts';
import type { RecordedRequest } from './http/recorded-request.ts';
import { InvalidOptionError } from './invalid-option-error.ts';
import { createJournal } from './journal.ts';
import { type CheckedOptions, checkOptions, type DevRelayOptions } from './options.ts';
import { createRelayServer } from './relay-server.ts';
import type { RelayState } from './routes/relay-state.ts';
import { createChangeStreams } from './streams/change-streams.ts';

const KEPT_EVENTS = 10_000;
const KEPT_REQUESTS = 1_000;

/**
 * Starts a relay proxy for development: the requests and answers of GO Feature Flag's own, evaluated by the engine of this project.
 * Not for production: it keeps everything in memory, and shows keys to whoever asks it in the same process.
 *
 * @example
 * ```ts
 * import { startDevRelay } from '@goff-web/dev-relay';
 *
 * const relay = await startDevRelay({
 *   flags: { greeting: { variations: { on: true, off: false }, defaultRule: { variation: 'on' } } },
 * });
 * console.log(relay.url, relay.flagKeys());
 * await relay.stop();
 * ```
 *
 * @throws InvalidOptionError for an option out of its range
 * @throws FlagFileError where the flags cannot be read at all
 * @throws the system's error where the flags file is missing or the port is taken (`EADDRINUSE`)
 */
export async function startDevRelay(options: DevRelayOptions = {}): Promise<DevRelay> {
  const checked = checkOptions(options);
  const engine = await loadEngine();
  const isQueryValid = createQueryCheck(engine);
  const streams = createChangeStreams();
  const sources = new Map<string, LiveSource>();
  const sets = new Map<string, FlagSet>();

  function letGo(): void {
    for (const source of sources.values()) source.stop();
    for (const flagSet of sets.values()) flagSet.dispose();
  }

  try {
    for (const source of checked.sources) {
      const name = source.name ?? DEFAULT_FLAG_SET;
      const flagSet = createFlagSet(name, source.enrichment, engine, isQueryValid, checked.now);
      sets.set(name, flagSet);
      const onChange = (difference: FlagDifference): void => streams.publish(name, difference);
      const live = await followSource(source, flagSet, checked.fileIntervalMs, { log: checked.log, onChange });
      sources.set(name, live);
    }
  } catch (fault) {
    letGo();
    throw fault;
  }

  let apiKeys = checked.apiKeys;
  let plan: FaultPlan = {};
  const flagSets = arrange(checked, sets);
  const events: RelayState['events'] = createJournal(KEPT_EVENTS);
  const requests = createJournal<RecordedRequest>(KEPT_REQUESTS);
  const credentials = () =>
    createCredentials([...apiKeys, ...checked.sources.flatMap((source) => source.apiKeys)], checked.adminKeys);
  const server = createRelayServer({
    streams,
    requests,
    credentials,
    faults: () => plan,
    state: {
      flagSets,
      events,
      now: checked.now,
      refresh: async (name) => (await sources.get(name)?.refresh()) ?? false,
      report: (line) => checked.log('error', line),
    },
  });

  function nameOf(flagSet: string | undefined): string {
    const names = [...sets.keys()];
    const name = flagSet ?? names[0] ?? DEFAULT_FLAG_SET;
    if (!sets.has(name)) throw new InvalidOptionError('flagSet', `one of ${names.join(', ')}`, name);
    return name;
  }

  async function stop(): Promise<void> {
    await server.close();
    letGo();
  }

  const port = await server.open(checked.port, checked.host).catch(async (fault: unknown) => {
    await stop();
    throw fault;
  });

  async function setFaults(next: FaultPlan): Promise<void> {
    const wasGone = plan.gone === true;
    plan = next;
    if (next.gone === true && !wasGone) await server.close();
    if (next.gone !== true && wasGone) await server.open(port, checked.host);
  }

  return {
    url: `http://${checked.host.includes(':') ? `[${checked.host}]` : checked.host}:${port}`,
    port,
    faults: {
      get current() {
        return plan;
      },
      set: setFaults,
      clear: () => setFaults({}),
    },
    get openStreams() {
      return streams.openCount;
    },
    flagKeys: (flagSet) => Object.keys(sets.get(nameOf(flagSet))?.flags ?? {}),
    setFlags: (flags, flagSet) => sources.get(nameOf(flagSet))?.setFlags(flags),
    refresh: async () => {
      const refreshed = await Promise.all([...sources.values()].map((source) => source.refresh()));
      return refreshed.every(Boolean);
    },
    setApiKeys: (keys) => {
      apiKeys = keys;
    },
    events: (flagSet) =>
      events
        .read()
        .filter((entry) => flagSet === undefined || entry.flagSet === flagSet)
        .map(({ event }) => event),
    requests: () => requests.read(),
    clearJournals: () => {
      events.clear();
      requests.clear();
    },
    stop,
    [Symbol.asyncDispose]: stop,
  };
}

function arrange(checked: CheckedOptions, sets: ReadonlyMap<string, FlagSet>): FlagSets {
  const byKey = new Map<string, FlagSet>();
  for (const { name, apiKeys } of checked.sources) {
    const flagSet = sets.get(name ?? DEFAULT_FLAG_SET);
    if (flagSet === undefined) continue;
    if (name === undefined) return singleFlagSet(flagSet);
    for (const key of apiKeys) byKey.set(key, flagSet);
  }
  return keyedFlagSets(byKey);
}
