import type { Mode } from '../page/page-flags.ts';
import type { Moment, Sight } from './scene.ts';

/** What one cell of the matrix has shown. */
export interface MatrixLine {
  readonly fault: string;
  readonly moment: Moment;
  readonly mode: Mode;
  readonly during: Sight;
  readonly after: Sight;
  /** Milliseconds of the page's own time from the end of the fault until all was well. */
  readonly recoveredAfterMs: number;
}

/** The modes as the documentation calls them. */
export const MODE_NAMES: Readonly<Record<Mode, string>> = { core: 'in-process', remote: 'remote' };

function shown({ status, colour, who }: Sight): string {
  const value = colour === 'default' && who === 'default' ? 'defaults' : 'flags';
  return `${status}, ${value}`;
}

/** A row of the published table. */
export function tableRow({ after, during, fault, mode, moment, recoveredAfterMs }: MatrixLine): string {
  const recovered = recoveredAfterMs === 0 ? 'at once' : `${Math.ceil(recoveredAfterMs / 1_000)} s`;
  return `| ${fault} | ${moment} | ${MODE_NAMES[mode]} | ${shown(during)} | ${shown(after)} | ${recovered} |`;
}
