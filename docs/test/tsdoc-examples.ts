import { globSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const packages = fileURLToPath(new URL('../../packages', import.meta.url));

/** A block of code in a comment of the packages' sources. */
export interface TsdocExample {
  /** The source file, from `packages/` on. */
  readonly file: string;
  readonly language: string;
  readonly code: string;
}

/** Every block of code in the comments of the packages' sources. */
export function tsdocExamples(): TsdocExample[] {
  return globSync('*/src/**/*.ts', { cwd: packages })
    .filter((file) => !file.endsWith('.test.ts'))
    .sort()
    .flatMap((file) =>
      [...readFileSync(`${packages}/${file}`, 'utf8').matchAll(/^ *\* ```(\w*)\n([\s\S]*?)^ *\* ```$/gm)].map(
        ([, language = '', lines = '']) => ({ file, language, code: lines.replace(/^ *\* ?/gm, '') }),
      ),
    );
}

/** The path that an example would have as a module beside its source: there, whatever it imports is found. */
export function moduleOf({ file }: TsdocExample, index: number): string {
  return `${packages}/${file.replace(/\.ts$/, `.example-${index}.ts`)}`;
}
