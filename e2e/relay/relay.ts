/**
 * How a relay proxy runs: somewhere else, at a URL it was told; from its published image by a Docker or Podman engine; from
 * its Go module in a container made by `runc`; from its Go module as a plain process.
 */
export type RelayKind = 'external' | 'container image' | 'runc' | 'process';

/** A flag file: flag key → flag, or its text as JSON or YAML. */
export type FlagFile = Readonly<Record<string, unknown>> | string;

/** One flag set of a relay proxy: its own flags, behind its own keys. */
interface FlagSetSpec {
  readonly name: string;
  readonly apiKeys: readonly string[];
  readonly flags: FlagFile;
  /** Merged over every evaluation context by the relay proxy, and handed to in-process providers. Default: none. */
  readonly evaluationContextEnrichment?: Readonly<Record<string, unknown>>;
}

/** What a relay proxy is started with. */
export interface RelaySpec {
  /** Default: no flags. Not used where `flagSets` are given. */
  readonly flags?: FlagFile;
  /** Keys that may evaluate. Default: none, which leaves the relay proxy open. Not used where `flagSets` are given. */
  readonly apiKeys?: readonly string[];
  /** Key of the administration routes. Default: one of this module's own; a relay proxy without any refuses to refresh. */
  readonly adminKey?: string;
  /** See {@link FlagSetSpec.evaluationContextEnrichment}. Not used where `flagSets` are given. */
  readonly evaluationContextEnrichment?: Readonly<Record<string, unknown>>;
  readonly flagSets?: readonly FlagSetSpec[];
  /** How often the relay proxy reads the flag file by itself, from 1000. Default: 60000; `writeFlags` has it read at once. */
  readonly pollingIntervalMs?: number;
  /** Default: a free one. */
  readonly port?: number;
  /** Insists on one way to run it, and fails where that cannot be done. Default: the first that can. */
  readonly kind?: Exclude<RelayKind, 'external'>;
}

/** What a file exporter of the relay proxy has written, one line an event. */
export type ExportedEvent = Readonly<Record<string, unknown>>;

/**
 * A running relay proxy. With an external one everything but `url`, `kind`, `adminKey` and `close` throws
 * {@link ExternalRelayError}.
 */
export interface Relay extends AsyncDisposable {
  /** Without a slash at its end. */
  readonly url: string;
  readonly kind: RelayKind;
  readonly adminKey: string;

  /**
   * Replaces the flag file (by rename) and resolves when the relay proxy serves it. Flags that the relay proxy finds
   * invalid are dropped by it without a word.
   *
   * @param flagSet - Name of the flag set, where the relay proxy was started with flag sets.
   * @throws Error with the relay proxy's log where it cannot read the file at all.
   */
  writeFlags(flags: FlagFile, flagSet?: string): Promise<void>;

  /** Feature events received so far. They reach the file up to half a second after they were received. */
  featureEvents(flagSet?: string): Promise<readonly ExportedEvent[]>;

  /** Tracking events received so far; see {@link featureEvents}. */
  trackingEvents(flagSet?: string): Promise<readonly ExportedEvent[]>;

  /** What the relay proxy has written to its standard output and error since it was first started. */
  log(): Promise<string>;

  /**
   * Takes the relay proxy down as a deployment does, by SIGTERM: it refuses connections at once, and cuts open event
   * streams after five seconds. With `SIGKILL` it dies as in a crash.
   */
  stop(signal?: 'SIGTERM' | 'SIGKILL'): Promise<void>;

  /** Starts it again after {@link stop}, on the same port, with the same folder; resolves when it is healthy. */
  start(): Promise<void>;

  /** Freezes it: connections are accepted by the kernel, and nothing answers. Resolves when that is so. */
  pause(): Promise<void>;

  /** Ends {@link pause}. */
  resume(): Promise<void>;

  /** Ends it for good and deletes its folder. Harmless when repeated. */
  close(): Promise<void>;
}
