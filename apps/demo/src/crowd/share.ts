// A flag is whatever the relay proxy sent: what it holds is looked at before it is used.
import type { FlagConfiguration } from '@goff-web/engine';

type Flag = FlagConfiguration['flags'][string];

/** How many of a flag's users get a variation that its default rule shares out. */
export interface Share {
  readonly variation: string;
  /** 0 to 100: of a percentage what holds now, of a progressive rollout what it ends with. */
  readonly percent: number;
  readonly isProgressive: boolean;
}

function member(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined;
}

function percentages(flag: unknown): ReadonlyMap<string, number> {
  const percentage = member(member(flag, 'defaultRule'), 'percentage');
  return new Map(Object.entries(percentage ?? {}).map(([variation, part]) => [variation, Number(part)]));
}

function sum(parts: Iterable<number>): number {
  return Array.from(parts).reduce((total, part) => total + part, 0);
}

/** The share of the last variation of a percentage (of two, the one that is switched on), or of the one that a progressive rollout ends with; `undefined` where there is neither. */
export function shareOf(flag: unknown): Share | undefined {
  const parts = percentages(flag);
  const last = [...parts].at(-1);
  if (last !== undefined && parts.size > 1) {
    const [variation, part] = last;
    return { variation, percent: Math.round((part / sum(parts.values())) * 100), isProgressive: false };
  }
  const end = member(member(member(flag, 'defaultRule'), 'progressiveRollout'), 'end');
  const variation = member(end, 'variation');
  if (typeof variation !== 'string') return undefined;
  return { variation, percent: Number(member(end, 'percentage') ?? 100), isProgressive: true };
}

/** The flag as it would be with another share; the other variations of a percentage keep their proportions. */
export function withShare(flag: Flag, { isProgressive, variation }: Share, percent: number): Flag {
  const defaultRule = member(flag, 'defaultRule');
  const changed = (rule: object): Flag =>
    Object.assign({}, flag, { defaultRule: Object.assign({}, defaultRule, rule) });
  if (isProgressive) {
    const progressiveRollout = member(defaultRule, 'progressiveRollout');
    const end = Object.assign({}, member(progressiveRollout, 'end'), { percentage: percent });
    return changed({ progressiveRollout: Object.assign({}, progressiveRollout, { end }) });
  }
  const parts = percentages(flag);
  const others = sum(parts.values()) - (parts.get(variation) ?? 0);
  const rest = 100 - percent;
  const shares = Array.from(parts, ([name, part]) => {
    if (name === variation) return [name, percent] as const;
    return [name, others === 0 ? rest / (parts.size - 1) : (part / others) * rest] as const;
  });
  return changed({ percentage: Object.fromEntries(shares) });
}
