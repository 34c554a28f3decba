import type { CollectedEvent } from './events/collected-event.ts';
import type { Faults } from './faults/faults.ts';
import type { FlagsByKey } from './flags/read-flags.ts';
import type { RecordedRequest } from './http/recorded-request.ts';

/** A running development relay. */
export interface DevRelay extends AsyncDisposable {
  /** What a provider takes as its `endpoint`. */
  readonly url: string;
  readonly port: number;
  /** What goes wrong on purpose. */
  readonly faults: Faults;
  /** Flag keys in force, of one flag set or of the first. */
  flagKeys(flagSet?: string): readonly string[];
  /**
   * Puts other flags in force and tells every stream. Replaces what came from a file until that file is edited again.
   *
   * @param flags - flags by flag key, or the text of a flags file
   * @param flagSet - name of the flag set; without it the first one
   * @throws FlagFileError and changes nothing where a field has the wrong type; invalid flags are left out instead
   */
  setFlags(flags: FlagsByKey | string, flagSet?: string): void;
  /** Reads flags files again now. `false` where one cannot be read and its last good flags stay. */
  refresh(): Promise<boolean>;
  /** Replaces the keys that may ask for flags, as an operator rotates them. Open streams stay open. */
  setApiKeys(apiKeys: readonly string[]): void;
  /** What the data collector took in, and evaluations that the relay made itself; the newest 10,000. */
  events(flagSet?: string): readonly CollectedEvent[];
  /** What was asked and how it was answered; the newest 1,000. */
  requests(): readonly RecordedRequest[];
  /** Number of open change streams. */
  readonly openStreams: number;
  /** Forgets events and requests. */
  clearJournals(): void;
  /** Closes the port, every connection and every timer. Idempotent. */
  stop(): Promise<void>;
}
