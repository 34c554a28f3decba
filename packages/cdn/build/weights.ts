// What each part of a minified script weighs, by its source map.
import { SourceMap } from 'node:module';
import { brotliCompressSync, constants } from 'node:zlib';

/** Parts by where their sources lie; the first that fits names one. */
const PARTS: readonly (readonly [name: string, path: RegExp])[] = [
  ['in-process mode', /packages\/core\/|\/core\/src\//],
  ['remote mode', /\/remote\/src\//],
  ['what both modes share', /\/internal\/src\//],
  ["the engine's host", /\/engine\/src\//],
  ['ky', /node_modules\/ky\//],
  ['idb-keyval', /node_modules\/idb-keyval\//],
  ['@openfeature/ofrep-core', /@openfeature\/ofrep-core\//],
  ['@openfeature/web-sdk and core', /@openfeature\//],
  ['the script tag itself', /src\//],
];

/** One line of the table. */
export interface Weight {
  readonly part: string;
  readonly minified: number;
  /** What the compressed script would lose without the part: what parts have in common counts for none of them. */
  readonly brotli: number;
}

export function brotliSize(content: string | Uint8Array): number {
  return brotliCompressSync(content, { params: { [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY } })
    .byteLength;
}

function partOf(source: string): string {
  return PARTS.find(([, path]) => path.test(source))?.[0] ?? 'what the bundler adds';
}

/** Every part with what it adds to the script, heaviest first. */
export function weightsOf(code: string, map: string): readonly Weight[] {
  const sources = new SourceMap(JSON.parse(map));
  const lines = code.split('\n');
  const owners = lines.map((line, row) =>
    Array.from(line, (_, column) => {
      const entry = sources.findEntry(row, column);
      return partOf('originalSource' in entry ? entry.originalSource : '');
    }),
  );
  const whole = brotliSize(code);
  return [...new Set(owners.flat())]
    .map((part) => {
      const rest = lines
        .map((line, row) => Array.from(line, (sign, at) => (owners[row]?.[at] === part ? '' : sign)).join(''))
        .join('\n');
      return { part, minified: code.length - rest.length, brotli: whole - brotliSize(rest) };
    })
    .sort((one, other) => other.brotli - one.brotli);
}

/** A table for whoever builds. */
export function tableOf(title: string, rows: readonly Weight[]): string {
  const widest = Math.max(title.length, ...rows.map(({ part }) => part.length));
  const line = (...[name, minified, brotli]: readonly [string, ...(string | number)[]]): string =>
    `${name.padEnd(widest)}  ${String(minified).padStart(8)}  ${String(brotli).padStart(8)}`;
  return [line(title, 'minified', 'brotli'), ...rows.map((row) => line(row.part, row.minified, row.brotli))].join('\n');
}
