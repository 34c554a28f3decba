/** Details as JSON can hold them. */
export interface CopiedDetails {
  readonly details: { readonly [member: string]: unknown };
  /** Paths of what had to be left out. */
  readonly lost: readonly string[];
}

/** What lies deeper is left out. */
const DEEPEST = 64;
/** No more than this many paths are told. */
const MOST_TOLD = 5;

/**
 * Copies an object into what JSON can hold, leaving out what it cannot (`NaN`, infinities, functions, symbols, members that contain
 * themselves, getters that throw), and says what that was. `undefined` members do not count.
 */
export function copyDetails(details: object): CopiedDetails {
  const lost: string[] = [];
  const above = new Set<object>();

  function lose(path: string): undefined {
    if (lost.length < MOST_TOLD) lost.push(path);
  }

  function copy(value: unknown, path: string): unknown {
    if (typeof value === 'number') return Number.isFinite(value) ? value : lose(path);
    if (typeof value === 'bigint') return Number(value);
    if (typeof value === 'function' || typeof value === 'symbol') return lose(path);
    if (typeof value !== 'object' || value === null) return value;
    if (value instanceof Date) return Number.isNaN(value.getTime()) ? lose(path) : value.toISOString();
    if (above.has(value) || above.size === DEEPEST) return lose(path);
    above.add(value);
    try {
      return Array.isArray(value)
        ? value.map((item, index) => copy(item, `${path}[${index}]`) ?? null)
        : copyMembers(value, path);
    } catch {
      return lose(path);
    } finally {
      above.delete(value);
    }
  }

  function copyMembers(value: object, path: string): object {
    const members = Object.keys(value).map((name) => {
      const member = copy(
        (value as { readonly [name: string]: unknown })[name],
        path === '' ? name : `${path}.${name}`,
      );
      return [name, member] as const;
    });
    // `fromEntries` makes a member of its own of a name like `__proto__`.
    return Object.fromEntries(members.filter(([, member]) => member !== undefined));
  }

  const copied = copy(details, '');
  return { details: (copied ?? {}) as CopiedDetails['details'], lost };
}
