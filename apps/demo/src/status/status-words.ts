import type { ModeState } from '../modes/connected-mode.ts';

/** A provider's status in a word for people, and how the page colours it. */
export interface StatusWords {
  readonly label: string;
  readonly tone: 'good' | 'busy' | 'warning' | 'bad';
}

const WORDS: Readonly<Record<ModeState['status'], StatusWords>> = {
  NOT_READY: { label: 'Starting', tone: 'busy' },
  RECONCILING: { label: 'Updating', tone: 'busy' },
  READY: { label: 'Ready', tone: 'good' },
  STALE: { label: 'Stale', tone: 'warning' },
  ERROR: { label: 'Error', tone: 'bad' },
  FATAL: { label: 'Refused', tone: 'bad' },
};

export function statusWords(status: ModeState['status']): StatusWords {
  return WORDS[status];
}
