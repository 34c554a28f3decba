import type { Column, Spread } from './read-benchmarks.ts';

const WIDTH = 960;
const NAMES = 210;
const FIGURES = 90;
const ROW = 26;
const HEAD = 44;
const PANEL_GAP = 28;
const BAR = 12;
const EDGE = 16;

const decadesOf = (values: readonly number[]): readonly [number, number] => [
  Math.floor(Math.log10(Math.min(...values))),
  Math.ceil(Math.log10(Math.max(...values))),
];

const short = (value: number): string =>
  value >= 100 ? Math.round(value).toLocaleString('en-US') : value.toPrecision(2);

const escaped = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');

function bar({ least, middle, most, name }: Spread, top: number, place: (value: number) => number): string {
  const y = top + ROW / 2;
  const kind = name === '@goff-web/engine' ? 'ours' : 'other';
  return [
    `<text class="name ${kind}" x="${NAMES - 10}" y="${y + 4}" text-anchor="end">${escaped(name)}</text>`,
    `<rect class="${kind}" x="${NAMES}" y="${y - BAR / 2}" width="${(place(middle) - NAMES).toFixed(1)}" height="${BAR}" rx="2"/>`,
    `<path class="spread" d="M${place(least).toFixed(1)} ${y}H${place(most).toFixed(1)}m0 -4v8M${place(least).toFixed(1)} ${y - 4}v8"/>`,
    `<text class="figure" x="${WIDTH}" y="${y + 4}" text-anchor="end">${short(middle)}</text>`,
  ].join('');
}

function panel({ spreads, title }: Column, top: number): string {
  const [from, to] = decadesOf(spreads.flatMap(({ least, most }) => [least, most]));
  const wide = WIDTH - NAMES - FIGURES;
  const place = (value: number): number => NAMES + ((Math.log10(value) - from) / (to - from)) * wide;
  const bottom = top + HEAD + spreads.length * ROW;
  const lines = Array.from({ length: to - from + 1 }, (_, index) => {
    const value = 10 ** (from + index);
    const x = place(value).toFixed(1);
    const label = `<text class="tick" x="${x}" y="${top + HEAD - 6}" text-anchor="middle">${value.toLocaleString('en-US')}</text>`;
    return `<path class="grid" d="M${x} ${top + HEAD}V${bottom}"/>${label}`;
  });
  const bars = spreads
    .toSorted((one, other) => one.middle - other.middle)
    .map((spread, index) => bar(spread, top + HEAD + index * ROW, place));
  return `<text class="title" x="0" y="${top + 18}">${escaped(title)}</text>${lines.join('')}${bars.join('')}`;
}

/** Bars for the medians, whiskers from the fastest round to the slowest; a panel a figure, the scale logarithmic, less is better. */
export function benchmarkPlot(columns: readonly Column[]): string {
  let top = 0;
  const panels = columns.map((column) => {
    const drawn = panel(column, top);
    top += HEAD + column.spreads.length * ROW + PANEL_GAP;
    return drawn;
  });
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="${-EDGE} ${-EDGE} ${WIDTH + 2 * EDGE} ${top - PANEL_GAP + 2 * EDGE}" role="img" aria-label="Medians of each evaluator, with the fastest and the slowest round">
<style>
svg { background: #fffefb; }
text { font: 13px system-ui, sans-serif; fill: #4f5a53; }
.title { font-size: 15px; font-weight: 600; fill: #17201b; }
.tick { font-size: 11px; }
.name.ours { font-weight: 600; fill: #0b6b4f; }
.figure { fill: #17201b; }
rect.ours { fill: #0b6b4f; }
rect.other { fill: #b9bdb4; }
.grid { stroke: #dcd9cd; }
.spread { fill: none; stroke: #17201b; stroke-width: 1.5; }
@media (prefers-color-scheme: dark) {
  svg { background: #171d1a; }
  text { fill: #a9b5ae; }
  .title, .figure { fill: #e9efeb; }
  .name.ours { fill: #5fd6a6; }
  rect.ours { fill: #5fd6a6; }
  rect.other { fill: #4b554f; }
  .grid { stroke: #2b342f; }
  .spread { stroke: #e9efeb; }
}
</style>
${panels.join('\n')}
</svg>
`;
}
