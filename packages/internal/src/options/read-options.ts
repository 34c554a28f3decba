import { OptionError } from '../errors/option-error.ts';
import { isRecord } from '../json/is-record.ts';
import { describeValue } from './describe-value.ts';
import { nearestName } from './nearest-name.ts';
import type { OptionRule, OptionRules, ReadOptions } from './option-rule.ts';

/** Options as they were read, and what the caller should be told about them. */
export interface OptionReading<Options> {
  readonly options: ReadOptions<Options>;
  /** One sentence for each option that nobody knows. */
  readonly warnings: readonly string[];
}

/**
 * Reads an options object once: each value is checked and copied, the result is frozen. A member that is `undefined` counts as absent.
 *
 * @throws {OptionError} `OPTION_INVALID` on the first illegal value, with its name, its legal range and the value.
 */
export function readOptions<Options extends object>(
  owner: string,
  input: unknown,
  rules: OptionRules<Options>,
): OptionReading<Options> {
  if (!isRecord(input)) {
    throw new OptionError('options', `${owner} must be given an object of options, got ${describeValue(input)}.`);
  }
  const names = Object.keys(rules);
  const read: { [name: string]: unknown } = {};
  for (const [name, rule] of Object.entries<OptionRule<unknown>>(rules)) {
    const value = input[name];
    if (value !== undefined) read[name] = readOption(name, value, rule);
  }
  const unknown = Object.keys(input).filter((name) => !Object.hasOwn(rules, name) && input[name] !== undefined);
  return {
    // Every member was read by the rule of its own name.
    options: Object.freeze(read) as ReadOptions<Options>,
    warnings: unknown.map((name) => unknownOption(owner, name, names)),
  };
}

/** @throws {OptionError} `OPTION_INVALID` when the value is illegal. */
export function readOption<T>(name: string, value: unknown, rule: OptionRule<T>): T {
  const legal = rule.read(value);
  if (legal !== undefined) return legal.value;
  const got = rule.secret === true ? `a value of type ${typeof value}` : describeValue(value);
  throw new OptionError(name, `"${name}" must be ${rule.range}, got ${got}.`);
}

function unknownOption(owner: string, name: string, known: readonly string[]): string {
  const nearest = nearestName(name, known);
  const hint = nearest === undefined ? '' : ` Did you mean "${nearest}"?`;
  return `${owner} has no option "${name}"; it is ignored.${hint}`;
}
