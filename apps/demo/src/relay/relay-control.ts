/** One thing that is wrong in flags that were handed in. */
export interface FlagsFault {
  /** 1 is the first line; 0 where the place is not known. */
  readonly line: number;
  readonly message: string;
}

/** A request that the relay proxy has answered. */
export interface SeenRequest {
  readonly atMs: number;
  readonly method: string;
  readonly path: string;
  readonly status: number;
  readonly bytes: number;
}

/** What the relay proxy has seen. */
export interface Journal {
  readonly openStreams: number;
  readonly requests: readonly SeenRequest[];
  readonly events: readonly { readonly kind?: string; readonly key?: string; readonly userKey?: string }[];
}

/** Handles the relay proxy that came with the page. */
export interface RelayControl {
  flags(): Promise<string>;
  setFlags(text: string): Promise<readonly FlagsFault[]>;
  setFault(plan: object): Promise<void>;
  journal(): Promise<Journal>;
}

async function ask(path: string, body?: object): Promise<unknown> {
  const response = await fetch(
    `/control/${path}`,
    body && { method: 'PUT', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(body) },
  );
  if (!response.ok) throw new Error(`The page's server answered ${response.status}.`);
  return response.json();
}

/** The controls of the page's own relay proxy; `undefined` where the page talks to one that it may not handle. */
export function relayControl(kind: string): RelayControl | undefined {
  if (kind !== 'embedded') return undefined;
  return {
    flags: async () => ((await ask('flags')) as { readonly text: string }).text,
    setFlags: async (text) => ((await ask('flags', { text })) as { readonly faults: readonly FlagsFault[] }).faults,
    setFault: async (plan) => void (await ask('fault', plan)),
    journal: async () => (await ask('journal')) as Journal,
  };
}
