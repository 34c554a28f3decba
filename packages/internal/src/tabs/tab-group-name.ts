import { sha1OfText } from '../digest/sha1-of-text.ts';

/**
 * Version of what tabs say to one another. A change that an older version would misunderstand gets another number: then each version keeps
 * to itself, with a leader of its own.
 */
const PROTOCOL = 1;

/** What the tabs of a group have in common, besides the origin. */
export interface TabGroupIdentity {
  readonly mode: 'in-process' | 'remote';
  readonly endpoint: string;
  readonly apiKey: string | undefined;
  readonly flagList: readonly string[];
}

/** Names a group, its channel and the lock of its leader, by a digest: the API key cannot be read out of it. */
export function tabGroupName(identity: TabGroupIdentity, protocol: number = PROTOCOL): string {
  const { mode, endpoint, apiKey, flagList } = identity;
  const parts = JSON.stringify([mode, endpoint, apiKey ?? null, flagList]);
  return `goff-web/tabs/${protocol}/${sha1OfText(parts)}`;
}
