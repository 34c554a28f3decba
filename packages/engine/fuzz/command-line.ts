import { parseArgs } from 'node:util';

/** Options that take a text, which {@link textOption} reads. */
const TEXT_OPTIONS = ['engine', 'groups'];

/** Reads options that take a whole number, and names what is wrong with one that is none. */
export function numberOptions<Name extends string>(
  defaults: Readonly<Record<Name, number>>,
  argv: readonly string[] = process.argv.slice(2),
): Record<Name, number> {
  const names = Object.keys(defaults) as Name[];
  const { values } = parseArgs({
    // `pnpm run fuzz -- --seconds 5` hands over the dashes too.
    args: argv.filter((argument) => argument !== '--'),
    options: Object.fromEntries([...names, ...TEXT_OPTIONS].map((name) => [name, { type: 'string' } as const])),
  });
  const numbers: Record<Name, number> = { ...defaults };
  for (const name of names) {
    const given = values[name];
    if (typeof given !== 'string') continue;
    const number = Number(given);
    if (!Number.isSafeInteger(number) || number < 0) {
      throw new RangeError(`--${name} takes a whole number from 0 on, not "${given}"`);
    }
    numbers[name] = number;
  }
  return numbers;
}

/** The text after an option, where it is given: `--engine FILE`. */
export function textOption(name: string, argv: readonly string[] = process.argv.slice(2)): string | undefined {
  const at = argv.indexOf(`--${name}`);
  return at < 0 ? undefined : argv[at + 1];
}

/** A seed that nobody chose. */
export function freshSeed(): number {
  return crypto.getRandomValues(new Uint32Array(1))[0] ?? 1;
}
