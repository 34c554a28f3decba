import type { RelayJournal, SavedFlags } from '../../apps/demo/src/relay/control-answers.ts';

/** What the page may do to the relay proxy that came with it; nobody else's relay proxy can be handled like this. */
export interface RelayControls {
  /** The text of the flags in force. */
  flags(): Promise<string>;
  /** Puts other flags in force, where they can be read. */
  setFlags(text: string): Promise<SavedFlags>;
  /** Lets something go wrong on purpose. */
  setFault(plan: object): Promise<void>;
  journal(): RelayJournal;
}
