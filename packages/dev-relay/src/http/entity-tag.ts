import { entityTagOf, matchesEntityTag } from '@goff-web/internal';
import type { Answer } from './answer.ts';
import type { RelayRequest } from './relay-request.ts';

/** Gives a good answer the tag of its bytes, and turns it into a 304 where the request holds that tag. */
export function withEntityTag(answer: Answer, request: RelayRequest): Answer {
  if (answer.status !== 200) return answer;
  const entityTag = entityTagOf(Buffer.from(answer.body));
  const { 'Content-Type': _contentType, ...others } = answer.headers;
  if (matchesEntityTag(request.headers['if-none-match'], entityTag)) {
    return { status: 304, headers: { ...others, Etag: entityTag }, body: '' };
  }
  return { ...answer, headers: { ...answer.headers, Etag: entityTag } };
}
