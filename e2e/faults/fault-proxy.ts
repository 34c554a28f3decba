import type { Fault, WholeAnswer } from './fault.ts';

/** Which requests a fault concerns, and how. */
export interface FaultRule {
  /** Beginning of the path. Default: all paths. */
  readonly path?: string;
  readonly fault?: Fault;
  /** Waits this long first, in milliseconds; without a `fault` the request is passed on then. Default: 0. */
  readonly latencyMs?: number;
  /** So many requests, then the rule is lifted by itself. Default: until it is lifted. */
  readonly times?: number;
  /** Whether preflights are concerned too, or nothing else. Default: they are passed on. */
  readonly preflights?: 'too' | 'only';
}

/** One request that reached the proxy. */
export interface SeenRequest {
  readonly method: string;
  /** Without the query: stream addresses hold the key there. */
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: Readonly<Record<string, string | undefined>>;
  /** Unix time in milliseconds. */
  readonly atMs: number;
  /** The request's body, once it has been read. */
  body: string;
  /** Status sent; `undefined` while there is none. */
  status: number | undefined;
  /** Bytes of the answer's body handed to the client so far. */
  bytes: number;
  /** How it ended; `open` while it has not, as an event stream for most of its life. */
  state: 'open' | 'answered' | 'broken';
}

/** A reverse proxy in front of a relay proxy that does wrong on demand, and counts. */
export interface FaultProxy extends AsyncDisposable {
  /** Without a slash at its end. */
  readonly url: string;
  /** Everything seen so far, in order. */
  readonly requests: readonly SeenRequest[];
  /** Requests to paths that begin so, preflights left out. */
  requestsTo(path: string): readonly SeenRequest[];
  /** The same, those that are under way now: open streams, for one. */
  openTo(path: string): readonly SeenRequest[];
  /** Resolves as soon as so many requests to such paths have been seen, those before the call included. */
  seen(path: string, count: number): Promise<void>;
  /** Puts a rule in force; the newest that concerns a request decides. Returns what lifts it. */
  inflict(rule: FaultRule): () => void;
  /** Lifts all rules. */
  heal(): void;
  /** Closes the port, and with it every connection: connections are refused from now on. */
  refuse(): Promise<void>;
  /** Opens the same port again; harmless where it is open. */
  accept(): Promise<void>;
  /** Cuts whatever is under way to such paths, as gateways do with idle streams. */
  cut(path: string): void;
  /** The relay proxy's last 200 to a path; `undefined` where there was none. */
  lastAnswer(path: string): WholeAnswer | undefined;
  /** Ends it for good. */
  close(): Promise<void>;
}
