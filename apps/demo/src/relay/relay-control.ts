import type { RelayJournal, SavedFlags } from './control-answers.ts';

/** Handles the relay proxy that came with the page. */
export interface RelayControl {
  flags(): Promise<string>;
  setFlags(text: string): Promise<SavedFlags>;
  setFault(plan: object): Promise<void>;
  journal(): Promise<RelayJournal>;
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
    setFlags: async (text) => (await ask('flags', { text })) as SavedFlags,
    setFault: async (plan) => void (await ask('fault', plan)),
    journal: async () => (await ask('journal')) as RelayJournal,
  };
}
