/** A figure of one peer: the middle of the rounds, and the fastest and the slowest of them. */
export interface Spread {
  readonly name: string;
  readonly middle: number;
  readonly least: number;
  readonly most: number;
}

/** A column of the page's table, with a row for each peer that was measured. */
export interface Column {
  readonly title: string;
  readonly spreads: readonly Spread[];
}

const CELL = /^([\d.,]+) \(([\d.,]+)–([\d.,]+)\)$/;

const cellsOf = (line: string): string[] =>
  line
    .split('|')
    .slice(1, -1)
    .map((cell) => cell.trim());
const numberOf = (text = ''): number => Number(text.replaceAll(',', ''));

/**
 * Reads the table in which peers stand beside one another.
 *
 * @throws Error where the page has no such table.
 */
export function readBenchmarks(page: string): readonly Column[] {
  const [, section] = page.split('## Beside others, in the same run\n');
  const table = section?.trim().split('\n\n')[0]?.split('\n').map(cellsOf);
  const [head, , ...rows] = table ?? [];
  if (head === undefined || rows.length === 0) throw new Error('docs/benchmarks.md has no table of peers');
  return head.slice(1).map((title, index) => ({
    title,
    spreads: rows.flatMap(([name = '', ...cells]) => {
      const [, middle, least, most] = CELL.exec(cells[index] ?? '') ?? [];
      return middle === undefined
        ? []
        : [{ name, middle: numberOf(middle), least: numberOf(least), most: numberOf(most) }];
    }),
  }));
}
