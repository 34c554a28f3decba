import type { RawAnswer } from './ask.ts';

/** Headers in which the two relays must agree to the letter. */
const MATTERS: ReadonlySet<string> = new Set([
  'content-type',
  'etag',
  'vary',
  'allow',
  'cache-control',
  'access-control-allow-origin',
  'access-control-allow-methods',
  'access-control-allow-headers',
  'access-control-allow-credentials',
  'access-control-expose-headers',
  'access-control-max-age',
  'retry-after',
  'location',
]);

const RFC_1123 = /^(Mon|Tue|Wed|Thu|Fri|Sat|Sun), \d{2} [A-Z][a-z]{2} \d{4} \d{2}:\d{2}:\d{2} [A-Z]{3,4}$/;
const RFC_3339 = /"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d+)?(Z|[+-]\d{2}:\d{2})"/g;

/** What of an answer is compared. Moments differ between two relays, so only their form counts. */
export interface ComparableAnswer {
  readonly status: number;
  readonly headers: readonly string[];
  readonly body: string;
}

/** Reduces an answer to what two relays have to agree in. `path` says where a body names the moment of its making. */
export function comparable(answer: RawAnswer, path: string): ComparableAnswer {
  const headers = answer.headers.flatMap(([name, value]) => {
    if (name === 'last-modified') return [`${name}: ${RFC_1123.test(value) ? 'a moment' : value}`];
    if (name === 'x-gofeatureflag-version') return [`${name}: a version`];
    return MATTERS.has(name) ? [`${name}: ${value}`] : [];
  });
  const body = path === '/info' ? answer.body.replace(RFC_3339, '"a moment"') : answer.body;
  return { status: answer.status, headers: headers.sort(), body };
}
