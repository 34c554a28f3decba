/** A member of a runner's report, of which nothing is certain; `undefined` where there is none. */
export function reportMember(source: unknown, name: string): unknown {
  return typeof source === 'object' && source !== null ? Reflect.get(source, name) : undefined;
}
