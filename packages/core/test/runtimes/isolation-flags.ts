/** How many users the flags tell apart. */
export const USERS = 10_000;

const hundred = (attribute: string): object => ({
  variations: Object.fromEntries(Array.from({ length: 100 }, (_, index) => [`v${index}`, `${attribute}-${index}`])),
  targeting: Array.from({ length: 100 }, (_, index) => ({ query: `${attribute} eq ${index}`, variation: `v${index}` })),
  defaultRule: { variation: 'v0' },
});

/** Two flags that together answer each of the users differently. */
export const ISOLATION_FLAGS: { readonly [flagKey: string]: unknown } = { high: hundred('high'), low: hundred('low') };

/** What the worker has to answer user `user`: what the client said, and what the snapshot says. */
export function expectedAnswer(user: number): readonly string[] {
  const answers = [`high-${Math.floor(user / 100)}`, `low-${user % 100}`];
  return [...answers, ...answers];
}
