import { type Platform, systemClock } from '@goff-web/internal';

/** Edge functions and servers: a response's `ETag` can be read there, and nothing outlives the isolate but what its platform caches. */
export const edgePlatform: Platform = {
  clock: systemClock,
  random: () => Math.random(),
  fetch: (input, init) => globalThis.fetch(input, init),
  // Workers refuse `credentials` and most cache modes.
  requestInit: {},
  sha1Hex: undefined,
  openStore: undefined,
  page: undefined,
  isLockHeld: undefined,
  loadWatch: undefined,
  loadCourier: () => Promise.reject(new Error('An isolate has no courier of events.')),
};

/** The cache that isolates share: `caches.default`, which Cloudflare has. Read when a request is there, never at module scope. */
export function platformCache(): Cache | undefined {
  const { caches } = globalThis as { readonly caches?: { readonly default?: Cache } };
  return caches?.default;
}
