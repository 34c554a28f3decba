// What the page's server tells of the relay proxy that came with the page. `npm run demo` answers so, below `/control`.

/** One thing that is wrong in flags that were handed in. */
export interface FlagsFault {
  /** 1 is the first line; 0 where the place is not known. */
  readonly line: number;
  readonly message: string;
}

/** What became of flags that were handed in. */
export interface SavedFlags {
  /** Whether they are in force. */
  readonly isSaved: boolean;
  /** Why they are not; of flags in force, which of them the relay proxy leaves out. */
  readonly faults: readonly FlagsFault[];
}

/** A request that the relay proxy has answered. */
export interface SeenRequest {
  readonly atMs: number;
  readonly method: string;
  readonly path: string;
  /** 0 where the connection was cut before there was an answer. */
  readonly status: number;
  readonly bytes: number;
}

/** An event that the relay proxy's exporter has received. */
export interface SeenEvent {
  /** `feature` for an exposure, `tracking` for a tracked event. */
  readonly kind?: string;
  readonly key?: string;
  readonly userKey?: string;
  /** Of an exposure: what the user got. */
  readonly variation?: string;
}

/** What the relay proxy has seen, and what goes wrong there on purpose. */
export interface RelayJournal {
  readonly openStreams: number;
  readonly requests: readonly SeenRequest[];
  readonly events: readonly SeenEvent[];
  readonly fault: object;
}
