import {
  RelayForbiddenError,
  RelayRateLimitedError,
  RelayStatusError,
  RelayUnauthorizedError,
} from '../errors/relay-errors.ts';
import { isRecord } from '../json/is-record.ts';
import { isKeyless } from './is-keyless.ts';
import { readBody } from './read-body.ts';
import type { RelayAnswer } from './relay-answer.ts';
import { retryAfterMs } from './retry-after.ts';

/** Of a refusal, no more than this is read. */
const REFUSAL_LIMIT_BYTES = 64_000;
/** Of a refusal, no more than this is quoted. */
const QUOTE_LENGTH = 200;

/** Says what an answer means that is neither a body nor a confirmation. */
export async function readRefusal(
  response: Response,
  url: string,
  apiKey: string | undefined,
  nowMs: number,
): Promise<RelayAnswer> {
  const refusal = await readWords(response, apiKey);
  const detail = refusal.quote === '' ? '' : `: ${refusal.quote}`;
  switch (response.status) {
    case 401:
      return { kind: 'unauthorized', error: new RelayUnauthorizedError(url, 401, apiKey !== undefined, detail) };
    case 403:
      return { kind: 'forbidden', error: new RelayForbiddenError(url, detail) };
    case 429: {
      const waitMs = retryAfterMs(response.headers.get('Retry-After'), nowMs);
      return { kind: 'rate-limited', error: new RelayRateLimitedError(url, waitMs), retryAfterMs: waitMs };
    }
    case 400: {
      if (isKeyless(refusal.message)) {
        return { kind: 'unauthorized', error: new RelayUnauthorizedError(url, 400, apiKey !== undefined, detail) };
      }
      const error = new RelayStatusError(url, 400, detail);
      const { errorCode, errorDetails } = refusal;
      return errorCode === '' ? { kind: 'failed', error } : { kind: 'rejected', error, errorCode, errorDetails };
    }
    default:
      return { kind: 'failed', error: new RelayStatusError(url, response.status, detail) };
  }
}

/** What a refusal says. */
interface Words {
  readonly message: string;
  readonly errorCode: string;
  readonly errorDetails: string;
  readonly quote: string;
}

/** The body of a refusal is read to its end as well: an unread one keeps the connection busy. */
async function readWords(response: Response, apiKey: string | undefined): Promise<Words> {
  let text = '';
  try {
    const read = await readBody(response, REFUSAL_LIMIT_BYTES);
    if (read.kind === 'read') text = read.text;
  } catch {
    // The status says enough.
  }
  const members = parseObject(text);
  // Gateways echo requests now and then; the key must not get into messages by that way.
  const member = (name: string): string =>
    (typeof members[name] === 'string' ? members[name] : '').replaceAll(apiKey ?? '\0', '…');
  const message = member('message');
  const errorCode = member('errorCode');
  const errorDetails = member('errorDetails');
  return {
    message,
    errorCode,
    errorDetails,
    quote: [message, errorCode, errorDetails].filter(Boolean).join(' ').slice(0, QUOTE_LENGTH),
  };
}

function parseObject(text: string): { readonly [name: string]: unknown } {
  try {
    const value: unknown = JSON.parse(text);
    return isRecord(value) ? value : {};
  } catch {
    return {};
  }
}
