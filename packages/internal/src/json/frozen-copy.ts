/** A deep copy of parsed JSON that nobody can write to, so that one object can be handed to everybody who asks. */
export function frozenCopy<T>(value: T): T {
  if (typeof value !== 'object' || value === null) return value;
  const copied = Array.isArray(value)
    ? value.map(frozenCopy)
    : Object.fromEntries(Object.entries(value).map(([key, member]) => [key, frozenCopy(member)]));
  // Member by member the same.
  return Object.freeze(copied) as T;
}
