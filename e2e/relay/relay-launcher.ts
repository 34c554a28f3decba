import type { RelayKind } from './relay.ts';
import type { RelayFolder } from './relay-folder.ts';

/** One relay proxy made ready to run, not started yet. */
export interface LaunchPlan {
  /** Runs in the foreground and ends when the relay proxy ends. */
  readonly command: readonly string[];
  readonly environment: Readonly<Record<string, string>>;
  /** Commands that end the relay proxy and remove what would be left of it. */
  readonly cleanUp: readonly (readonly string[])[];
  /** Sends a signal to the relay proxy itself. */
  signal(name: NodeJS.Signals, commandProcessId: number): Promise<void>;
}

/** One way to run a relay proxy on this machine. */
export interface RelayLauncher {
  readonly kind: Exclude<RelayKind, 'external'>;
  /** How long a healthy relay proxy may take to answer. */
  readonly startTimeoutMs: number;
  /** Writes what the relay proxy reads, and says how to run it on the port of the loopback interface. */
  plan(folder: RelayFolder, port: number): Promise<LaunchPlan>;
}
