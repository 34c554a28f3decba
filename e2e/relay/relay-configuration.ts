import type { RelaySpec } from './relay.ts';

/**
 * Long, since whoever writes flags has them read at once: a look of the relay proxy's own that has read the file before, and is held up on a busy
 * machine, lays the old flags over the new ones, and they stay until the next look.
 */
const DEFAULT_POLLING_INTERVAL_MS = 60_000;
const EVENT_FLUSH_INTERVAL_MS = 500;

/** One flag file and its event files, under the paths the relay proxy sees. */
export interface FlagSource {
  readonly name: string;
  readonly flagFile: string;
  readonly eventFolder: string;
}

interface Parts {
  readonly spec: RelaySpec;
  readonly adminKey: string;
  readonly sources: readonly FlagSource[];
  readonly port: number;
  readonly listenOn: string;
}

/** The administration key of one flag set: a key belongs to one set only, and a refresh concerns the set of its key. */
export function flagSetAdminKey(adminKey: string, name: string): string {
  return `${adminKey}:${name}`;
}

function retrieverAndExporters(source: FlagSource): object {
  const exporter = (eventType: string) => ({
    kind: 'file',
    eventType,
    outputDir: source.eventFolder,
    filename: `${eventType}.ndjson`,
    flushInterval: EVENT_FLUSH_INTERVAL_MS,
  });
  return {
    retrievers: [{ kind: 'file', path: source.flagFile }],
    exporters: [exporter('feature'), exporter('tracking')],
  };
}

/** The configuration file of a relay proxy. JSON is YAML, so one file format serves flags given as either. */
export function relayConfiguration({ spec, adminKey, sources, port, listenOn }: Parts): object {
  const pollingInterval = spec.pollingIntervalMs ?? DEFAULT_POLLING_INTERVAL_MS;
  const common = {
    server: { mode: 'http', host: listenOn, port },
    hideBanner: true,
    // At `debug` the relay proxy pretty-prints its answers, which changes their ETags.
    logLevel: 'info',
    // Without a prefix every variable of the environment (HOST, LOGLEVEL, …) is read as an option.
    envVariablePrefix: 'GOFF_PROXY_',
    fileFormat: 'yaml',
    pollingInterval,
  };
  const flagSets = spec.flagSets ?? [];
  const [only] = sources;
  if (flagSets.length === 0 && only !== undefined) {
    return {
      ...common,
      ...retrieverAndExporters(only),
      authorizedKeys: { evaluation: spec.apiKeys ?? [], admin: [adminKey] },
      evaluationContextEnrichment: spec.evaluationContextEnrichment,
    };
  }
  return {
    ...common,
    authorizedKeys: { admin: flagSets.map((set) => flagSetAdminKey(adminKey, set.name)) },
    flagSets: sources.map((source) => {
      const set = flagSets.find((candidate) => candidate.name === source.name);
      return {
        name: source.name,
        apiKeys: [...(set?.apiKeys ?? []), flagSetAdminKey(adminKey, source.name)],
        fileFormat: 'yaml',
        pollingInterval,
        evaluationContextEnrichment: set?.evaluationContextEnrichment,
        ...retrieverAndExporters(source),
      };
    }),
  };
}
