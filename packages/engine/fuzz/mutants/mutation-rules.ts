/** A way to change one place of a source, and where it may be used. */
export interface MutationRule {
  readonly pattern: RegExp;
  readonly replace: (found: string) => string;
}

/** What a mutant gets wrong. */
export type MutantCategory = 'operator' | 'bound' | 'rounding' | 'case' | 'precedence' | 'date';

const swap = (pattern: RegExp, to: string): MutationRule => ({ pattern, replace: () => to });

const COMPARISONS: readonly MutationRule[] = [
  swap(/ < (?=[^<])/g, ' <= '),
  swap(/ <= /g, ' < '),
  swap(/ > (?=[^>])/g, ' >= '),
  swap(/ >= /g, ' > '),
  swap(/ == /g, ' != '),
  swap(/ != /g, ' == '),
];

const CONNECTIVES: readonly MutationRule[] = [
  swap(/ && /g, ' || '),
  swap(/ \|\| /g, ' && '),
  swap(/(?<=[(\s])!(?=[a-zA-Z])/g, ''),
];

const ARITHMETIC: readonly MutationRule[] = [
  swap(/ \+ /g, ' - '),
  swap(/ - /g, ' + '),
  swap(/ \* /g, ' / '),
  swap(/ % /g, ' / '),
];

/** Whole numbers, decimal and hexadecimal, one off. */
const NUMBERS: readonly MutationRule[] = [
  { pattern: /(?<![\w.])\d+(?![\w.])/g, replace: (found) => String(Number(found) + 1) },
  { pattern: /(?<![\w.])[1-9]\d*(?![\w.])/g, replace: (found) => String(Number(found) - 1) },
  { pattern: /0x[0-9a-f]+(?!\w)/g, replace: (found) => `0x${(Number(found) + 1).toString(16)}` },
  { pattern: /0x[0-9a-f]*[1-9a-f](?!\w)/g, replace: (found) => `0x${(Number(found) - 1).toString(16)}` },
];

const ROUNDINGS: readonly MutationRule[] = [
  swap(/toUint32\((?=[a-z<])/g, 'toUint32(0.5 + '),
  swap(/\bfloor</g, 'ceil<'),
  swap(/\btrunc</g, 'nearest<'),
  swap(/ >> 1/g, ' >> 2'),
];

const LOWERINGS: readonly MutationRule[] = [swap(/ \| 0x20/g, ' | 0'), swap(/isLower|lowerOf\(/g, 'not_found(')];

const PRECEDENCES: readonly MutationRule[] = [
  swap(/term\.isOr = isOr/g, 'term.isOr = !isOr'),
  swap(/parseTerm\(true\)/g, 'parseTerm(false)'),
  swap(/if \(progressive\) \{/g, 'if (progressive && !rule.shares) {'),
  swap(/if \(shares && shares\.count\)/g, 'if (shares && shares.count && !rule.variation)'),
  swap(/isNegated = seen != 0/g, 'isNegated = false'),
  swap(/\bterm\.isOr\b(?! =)/g, '!term.isOr'),
  swap(/\? Reason\.DEFAULT : Reason\.STATIC/g, '? Reason.STATIC : Reason.DEFAULT'),
];

/** Sources by category, as patterns of their path below `assembly/`, and what may be changed in them. */
export const MUTATION_RULES: Readonly<
  Record<MutantCategory, { readonly files: RegExp; readonly rules: readonly MutationRule[] }>
> = {
  operator: { files: /^(query\/|evaluate|flag\/(bucketing|decode|shares))/, rules: [...COMPARISONS, ...CONNECTIVES] },
  bound: { files: /^(query\/|flag\/(bucketing|decode|name)|number\/|json\/|hash)/, rules: NUMBERS },
  rounding: {
    files: /^(flag\/(percentage|progressive)|number\/)/,
    rules: [...ROUNDINGS, ...ARITHMETIC, ...COMPARISONS],
  },
  case: { files: /^(text\/(lower|compare)|flag\/name)/, rules: [...LOWERINGS, ...NUMBERS, ...COMPARISONS] },
  precedence: {
    files: /^(query\/nikunjy\/(parser|evaluate|recovery)|query\/jsonlogic\/(apply|evaluate|operator)|evaluate)/,
    rules: [...PRECEDENCES, ...CONNECTIVES],
  },
  date: {
    files: /^(date\/|flag\/(schedule|progressive|compiled))/,
    rules: [...COMPARISONS, ...ARITHMETIC, ...NUMBERS],
  },
};
