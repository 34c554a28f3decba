import type { ServerResponse } from 'node:http';
import type { HeaderLine } from '@goff-web/internal/ofrep-answers';
import type { Answer } from './answer.ts';

/** Go announces the length of bodies up to this size and sends longer ones in chunks. */
const ANNOUNCED_BYTES = 2048;

/** Sets headers, of which names may repeat, without sending them. */
export function setHeaders(response: ServerResponse, lines: readonly HeaderLine[]): void {
  for (const [name, value] of lines) response.appendHeader(name, value);
}

/** Sends an answer. `body` may be less than the answer's own, where it is to arrive broken. */
export function writeAnswer(
  response: ServerResponse,
  answer: Answer,
  lines: readonly HeaderLine[],
  body: Buffer,
): void {
  response.statusCode = answer.status;
  setHeaders(response, [...lines, ...Object.entries(answer.headers)]);
  if (body.length > 0 && body.length <= ANNOUNCED_BYTES) response.setHeader('Content-Length', body.length);
  response.end(body);
}

/** Announces the whole body, sends a part, and cuts the connection. */
export function cutAnswer(response: ServerResponse, answer: Answer, lines: readonly HeaderLine[], part: Buffer): void {
  response.statusCode = answer.status;
  setHeaders(response, [...lines, ...Object.entries(answer.headers)]);
  response.setHeader('Content-Length', Buffer.byteLength(answer.body));
  response.write(part, () => response.socket?.destroy());
}
