import type { FlagConfiguration } from '@goff-web/engine';
import type { EntityTag } from '@goff-web/internal';

/** What became of asking for the configuration. */
export type ConfigurationOutcome =
  | { readonly kind: 'unchanged'; readonly lastModifiedMs: number | undefined }
  /** A replica that lags behind: what is held is newer. */
  | { readonly kind: 'outdated' }
  /** A configuration that has not been looked at yet. */
  | {
      readonly kind: 'answered';
      readonly configuration: FlagConfiguration;
      readonly entityTag: EntityTag;
      readonly lastModifiedMs: number | undefined;
      readonly text: string;
      /** Whether another tab stores it. */
      readonly isKept: boolean;
    }
  /** The configuration is served now; these flags are not as they were. */
  | { readonly kind: 'applied'; readonly flagsChanged: readonly string[] }
  /** No flags, after there were some: believed when it is said again. */
  | { readonly kind: 'unconfirmed' }
  | FailedOutcome;

/** The configuration could not be had. */
export type FailedOutcome =
  | { readonly kind: 'failed' | 'forbidden' | 'unauthorized'; readonly error: Error }
  | { readonly kind: 'rate-limited'; readonly error: Error; readonly retryAfterMs: number | undefined };

/** Tells a failure from everything else. */
export function isFailure(outcome: ConfigurationOutcome): outcome is FailedOutcome {
  return 'error' in outcome;
}

/** What was thrown, as an outcome. */
export function toFailure(thrown: unknown): FailedOutcome & { readonly kind: 'failed' } {
  return { kind: 'failed', error: thrown instanceof Error ? thrown : new Error(String(thrown)) };
}

/** Whether the error itself says that trying again soon does not help. */
export function isPermanent(error: Error): boolean {
  return 'recoverable' in error && error.recoverable === false;
}
