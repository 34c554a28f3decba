/** One thing that is wrong in flags that were handed in. */
export interface FlagsFault {
  /** 1 is the first line; 0 where the place is not known. */
  readonly line: number;
  readonly message: string;
}

/** What the relay proxy has seen, in numbers and in its newest lines. */
export interface RelayJournal {
  readonly openStreams: number;
  readonly requests: readonly {
    readonly atMs: number;
    readonly method: string;
    readonly path: string;
    readonly status: number;
    readonly bytes: number;
  }[];
  readonly events: readonly object[];
}

/** What the page may do to the relay proxy that came with it; nobody else's relay proxy can be handled like this. */
export interface RelayControls {
  /** The text of the flags in force. */
  flags(): Promise<string>;
  /** Puts other flags in force; what is wrong with them, where they cannot be read. */
  setFlags(text: string): Promise<readonly FlagsFault[]>;
  /** What goes wrong on purpose. */
  fault(): object;
  setFault(plan: object): Promise<void>;
  journal(): RelayJournal;
}
