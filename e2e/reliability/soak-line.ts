import type { Mode } from '../page/page-flags.ts';
import { MODE_NAMES } from './matrix-line.ts';

/** What half an hour of faults has come to. */
export interface SoakLine {
  readonly mode: Mode;
  /** Of the schedule. */
  readonly seed: number;
  readonly requests: number;
  /** Requests that were worked out without any of the provider's code. */
  readonly onPaper: number;
  readonly faults: number;
  readonly edits: number;
  /** Changes of the user. */
  readonly switches: number;
  /** Refreshes that the application asked for. */
  readonly refreshes: number;
}

/** A row of the published table. */
export function soakRow({ edits, faults, mode, onPaper, refreshes, requests, seed, switches }: SoakLine): string {
  return `| ${MODE_NAMES[mode]} | ${seed} | ${faults} | ${edits} | ${switches} | ${refreshes} | ${onPaper} | ${requests} |`;
}
