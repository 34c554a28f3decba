import type { FlagMetadata } from '@openfeature/core';

/** What is known about a flag for the current context, whichever mode found it out. */
export interface FlagAnswer {
  /** `undefined` and `null` mean: the caller's default. */
  readonly value: unknown;
  readonly variant: string | undefined;
  readonly reason: string;
  /** The relay proxy's error code; `undefined` on success. */
  readonly errorCode: string | undefined;
  readonly errorMessage: string | undefined;
  readonly flagMetadata: FlagMetadata | undefined;
}
