import { type RelayAnswer, RelayBodyInvalidError } from '@goff-web/internal';
import type { ConfigurationOutcome } from './configuration-outcome.ts';
import { decodeConfiguration } from './decode-configuration.ts';

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
