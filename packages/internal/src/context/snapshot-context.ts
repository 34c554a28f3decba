/** An evaluation context as an application writes it. */
export type ContextLike = { readonly [attribute: string]: unknown };

/** A copy that nobody else holds. Deep enough for any real context; what lies deeper is left out. */
const DEEPEST = 128;

/**
 * Copies an evaluation context, so that the application may go on changing its own object. The copy holds JSON values and dates: functions,
 * symbols and members that are `undefined` do not exist in it, and neither does a second turn of a cycle. Never throws.
 */
export function snapshotContext(context: ContextLike | undefined): ContextLike {
  const copied = copy(context ?? {}, new Set(), DEEPEST);
  return typeof copied === 'object' && copied !== null ? (copied as ContextLike) : {};
}

function copy(value: unknown, above: Set<object>, depth: number): unknown {
  if (typeof value === 'function' || typeof value === 'symbol') return undefined;
  if (typeof value === 'bigint') return Number(value);
  if (typeof value !== 'object' || value === null) return value;
  if (value instanceof Date) return new Date(value);
  if (above.has(value) || depth === 0) return undefined;
  above.add(value);
  try {
    if (Array.isArray(value)) return value.map((item) => copy(item, above, depth - 1) ?? null);
    const members = Object.keys(value).map((name) => [name, copy((value as ContextLike)[name], above, depth - 1)]);
    // An attribute may be called `__proto__`: this makes a member of its own of it.
    return Object.fromEntries(members.filter(([, member]) => member !== undefined));
  } catch {
    // A getter or a proxy of the application's threw.
    return undefined;
  } finally {
    above.delete(value);
  }
}
