import type { FlagConfiguration } from '@goff-web/engine';
import { type RelayAnswer, RelayBodyInvalidError } from '@goff-web/internal';
import { decodeConfiguration } from './decode-configuration.ts';

/** What became of asking for the configuration. */
export type ConfigurationOutcome =
  | { readonly kind: 'unchanged'; readonly lastModifiedMs: number | undefined }
  /** A replica that lags behind: what is held is newer. */
  | { readonly kind: 'outdated' }
  /** A configuration that has not been looked at yet. */
  | {
      readonly kind: 'answered';
      readonly configuration: FlagConfiguration;
      readonly entityTag: string;
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

/** Says an answer of the relay proxy in terms of configurations. */
export function toOutcome(answer: RelayAnswer): ConfigurationOutcome {
  switch (answer.kind) {
    case 'not-modified':
      return { kind: 'unchanged', lastModifiedMs: answer.lastModifiedMs };
    case 'body': {
      const { body } = answer;
      const decoded = decodeConfiguration(body);
      if (decoded.kind === 'invalid') {
        return { kind: 'failed', error: new RelayBodyInvalidError(body.url, decoded.problem, decoded.cause) };
      }
      const { entityTag, isKept = false, lastModifiedMs, text } = body;
      return { kind: 'answered', configuration: decoded.configuration, entityTag, lastModifiedMs, text, isKept };
    }
    case 'rejected':
      return { kind: 'failed', error: answer.error };
    case 'aborted':
      // The refresher has given the attempt up as well, so nobody reads this.
      return { kind: 'failed', error: new DOMException('The request was given up.', 'AbortError') };
    default:
      return answer;
  }
}
