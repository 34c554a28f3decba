import { readFileSync } from 'node:fs';

const DOCUMENT = new URL('../../../docs/csp.md', import.meta.url);

/** A policy as the documentation prints it. */
export interface DocumentedPolicy {
  /** Heading of its section. */
  readonly section: string;
  /** Value of the header, placeholders included. */
  readonly header: string;
}

/** Every header of `docs/csp.md`, in the order in which it stands there. */
export function documentedPolicies(): readonly DocumentedPolicy[] {
  let section = '';
  const policies: DocumentedPolicy[] = [];
  for (const line of readFileSync(DOCUMENT, 'utf8').split('\n')) {
    if (line.startsWith('## ')) section = line.slice(3);
    const header = /^Content-Security-Policy: (.*)$/.exec(line)?.[1];
    if (header !== undefined) policies.push({ section, header });
  }
  return policies;
}
