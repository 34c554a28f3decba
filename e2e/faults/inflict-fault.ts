import { once } from 'node:events';
import type { ServerResponse } from 'node:http';
import { setTimeout as wait } from 'node:timers/promises';
import type { Fault, WholeAnswer } from './fault.ts';

const FILLER = Buffer.alloc(64 * 1024, ' ');

/**
 * Answers a request wrongly.
 *
 * @param askRelay - Gives what the relay proxy says; not called by faults that do not need it.
 */
export async function inflictFault(
  fault: Fault,
  response: ServerResponse,
  askRelay: () => Promise<WholeAnswer>,
): Promise<void> {
  switch (fault.kind) {
    case 'answer':
      send(response, fault.answer);
      return;
    case 'hang':
      return;
    case 'reset':
      reset(response);
      return;
    case 'huge':
      await sendFiller(response, fault.bytes);
      return;
    case 'rewrite': {
      const answer = await askRelay();
      send(response, { ...answer, headers: withoutTag(answer), body: fault.rewrite(String(answer.body)) });
      return;
    }
    case 'truncate': {
      const answer = await askRelay();
      send(response, { ...answer, body: halfOf(answer) });
      return;
    }
    case 'cut': {
      const answer = await askRelay();
      begin(response, answer, { 'Content-Length': String(Buffer.from(answer.body).length) });
      // The half must have left before the reset, or the reset overtakes it.
      response.write(halfOf(answer));
      await wait(20);
      reset(response);
      return;
    }
    case 'drip': {
      const answer = await askRelay();
      const body = Buffer.from(answer.body);
      begin(response, answer, { 'Content-Length': String(body.length) });
      for (let index = 0; index < body.length && !response.destroyed; index += 1) {
        response.write(body.subarray(index, index + 1));
        await wait(fault.everyMs);
      }
      response.end();
      return;
    }
    case 'broken-gzip': {
      const answer = await askRelay();
      const headers = { ...answer.headers, 'Content-Encoding': 'gzip' };
      send(response, { ...answer, headers, body: brokenGzip(halfOf(answer)) });
    }
  }
}

function begin(response: ServerResponse, answer: WholeAnswer, more: Readonly<Record<string, string>>): void {
  response.writeHead(answer.status, { ...answer.headers, ...more });
}

function send(response: ServerResponse, answer: WholeAnswer): void {
  begin(response, answer, { 'Content-Length': String(Buffer.from(answer.body).length) });
  response.end(answer.body);
}

function reset(response: ServerResponse): void {
  response.socket?.resetAndDestroy();
}

function halfOf(answer: WholeAnswer): Buffer {
  const body = Buffer.from(answer.body);
  return body.subarray(0, Math.floor(body.length / 2));
}

/**
 * Gzip's header, a stored block of at most 65 535 bytes, and the beginning of a block of a type that does not exist.
 *
 * @see {@link https://www.rfc-editor.org/rfc/rfc1951#page-11 | RFC 1951, 3.2.3}
 */
function brokenGzip(beginning: Buffer): Buffer {
  const stored = beginning.subarray(0, 0xffff);
  const lengths = Buffer.alloc(5);
  lengths.writeUInt16LE(stored.length, 1);
  lengths.writeUInt16LE(~stored.length & 0xffff, 3);
  return Buffer.concat([Buffer.from('1f8b0800000000000003', 'hex'), lengths, stored, Buffer.from([0x07])]);
}

/** Another body has another tag. */
function withoutTag(answer: WholeAnswer): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(answer.headers).filter(([name]) => name.toLowerCase() !== 'etag'));
}

async function sendFiller(response: ServerResponse, bytes: number): Promise<void> {
  response.writeHead(200, { 'Access-Control-Allow-Origin': '*', 'Content-Type': 'application/json' });
  response.write('{"flags":{');
  const closed = once(response, 'close');
  for (let sent = 0; sent < bytes && !response.destroyed; sent += FILLER.length) {
    if (!response.write(FILLER)) await Promise.race([once(response, 'drain'), closed]);
  }
  response.end('}}');
}
