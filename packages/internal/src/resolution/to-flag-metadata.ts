import type { FlagMetadata } from '@openfeature/core';

/** OpenFeature's flag metadata holds primitives only: everything nested, and `null`, is left out. `undefined` where nothing remains. */
export function toFlagMetadata(
  ...sources: readonly ({ readonly [key: string]: unknown } | undefined)[]
): FlagMetadata | undefined {
  const metadata: FlagMetadata = {};
  for (const source of sources) {
    for (const [key, value] of Object.entries(source ?? {})) {
      const isScalar = typeof value === 'string' || typeof value === 'boolean' || Number.isFinite(value);
      // An assignment to `__proto__` would not make a member.
      if (isScalar && key !== '__proto__') metadata[key] = value as FlagMetadata[string];
    }
  }
  return Object.keys(metadata).length === 0 ? undefined : metadata;
}
