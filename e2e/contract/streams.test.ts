import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ask } from './ask.ts';
import { comparable } from './comparable-answer.ts';
import { CONTRACT_FLAGS, EDITED_FLAGS, OTHER_FLAGS } from './contract-flags.ts';
import { nextMessage, openSocket } from './open-socket.ts';
import { openStream } from './open-stream.ts';
import { type RelayPair, startRelayPair } from './relay-pair.ts';

const SSE = '/stream/v1/sse/flag/change';
const SOCKETS = ['/stream/v1/ws/flag/change', '/ws/v1/flag/change'] as const;
const KEY_OF_A = 'key-of-a';

let pair: RelayPair;
beforeAll(async () => {
  pair = await startRelayPair({
    withFlagSets: true,
    flags: [
      { name: 'team-a', apiKeys: [KEY_OF_A], flags: CONTRACT_FLAGS },
      { name: 'team-b', apiKeys: ['key-of-b'], flags: OTHER_FLAGS },
    ],
  });
});
afterAll(async () => {
  await pair?.[Symbol.asyncDispose]();
});

const urls = (): readonly [string, string] => [pair.real.url, pair.embedded.url];

describe('the event stream', () => {
  it('begins alike, and tells of an edit in the same bytes', async () => {
    await pair.writeFlags(CONTRACT_FLAGS, 'team-a');
    const [real, embedded] = await Promise.all(urls().map((url) => openStream(url, `${SSE}?apiKey=${KEY_OF_A}`)));
    if (real === undefined || embedded === undefined) throw new Error('two relays were asked');
    try {
      expect(real.head.status).toBe(200);
      expect(comparable({ ...embedded.head, body: '' }, SSE)).toEqual(comparable({ ...real.head, body: '' }, SSE));

      await pair.writeFlags(EDITED_FLAGS, 'team-a');
      const frame = await real.nextFrame();
      expect(frame).toMatch(
        /^id: \ndata: \{"deleted":\{"toString":.*"added":\{"added-flag":.*"updated":\{"text-escapes":/,
      );
      expect(await embedded.nextFrame()).toBe(frame);
    } finally {
      real.close();
      embedded.close();
    }
  });

  it('says nothing of another flag set', async () => {
    await pair.writeFlags(CONTRACT_FLAGS, 'team-a');
    const [real, embedded] = await Promise.all(urls().map((url) => openStream(url, `${SSE}?apiKey=key-of-b`)));
    if (real === undefined || embedded === undefined) throw new Error('two relays were asked');
    try {
      await pair.writeFlags(EDITED_FLAGS, 'team-a');
      await pair.writeFlags(OTHER_FLAGS.replace('variation: on', 'variation: off'), 'team-b');
      const frame = await real.nextFrame();
      expect(frame).toContain('"only-here"');
      expect(await embedded.nextFrame()).toBe(frame);
    } finally {
      real.close();
      embedded.close();
      await pair.writeFlags(OTHER_FLAGS, 'team-b');
    }
  });

  it.each([
    ['a wrong key', `${SSE}?apiKey=wrong`, {}, 401],
    ['no key', SSE, {}, 401],
    ['the right key in a header, where nobody looks', SSE, { 'X-API-Key': KEY_OF_A }, 401],
    ['a parameter of another case', `${SSE}?apikey=${KEY_OF_A}`, {}, 401],
    ['an unknown stream', `/stream/v1/nowhere?apiKey=${KEY_OF_A}`, {}, 404],
    ['an unknown stream and no key', '/stream/v1/nowhere', {}, 401],
  ] as const)('is refused alike for %s', async (_title, path, headers, status) => {
    const asked = { method: 'GET', path, headers: { ...headers, Origin: 'https://shop.example' } };
    const [real, embedded] = await Promise.all(urls().map((url) => ask(url, asked)));
    if (real === undefined || embedded === undefined) throw new Error('two relays were asked');
    expect(real.status).toBe(status);
    expect(comparable(embedded, path)).toEqual(comparable(real, path));
  });
});

describe.each(SOCKETS)('the WebSocket %s', (path) => {
  /**
   * The real relay proxy lists a connection only after it has answered the handshake, so an edit made at once may pass it by: edits the other
   * flag set until every socket has heard of it.
   */
  async function untilListed(sockets: readonly WebSocket[]): Promise<void> {
    const listed = Promise.all(sockets.map((socket) => nextMessage(socket, '{"deleted":{},"added":{},'))).then(
      () => true,
    );
    let variation = 'on';
    do {
      variation = variation === 'on' ? 'off' : 'on';
      await pair.writeFlags(OTHER_FLAGS.replace('variation: on', `variation: ${variation}`), 'team-b');
    } while (!(await Promise.race([listed, delay(100, false)])));
  }

  it('tells of an edit in the same bytes, whichever flag set it was', async () => {
    await pair.writeFlags(CONTRACT_FLAGS, 'team-a');
    const sockets = await Promise.all(urls().map((url) => openSocket(url, `${path}?apiKey=key-of-b`)));
    try {
      await untilListed(sockets);
      const messages = Promise.all(sockets.map((socket) => nextMessage(socket, '{"deleted":{"toString":')));
      await pair.writeFlags(EDITED_FLAGS, 'team-a');
      const [real, embedded] = await messages;
      expect(real).toMatch(/"added":\{"added-flag":.*"updated":\{"text-escapes":/);
      expect(embedded).toBe(real);
    } finally {
      for (const socket of sockets) socket.close();
      await pair.writeFlags(OTHER_FLAGS, 'team-b');
    }
  });

  it.each([`${path}?apiKey=wrong`, path])('is refused by both at %s', async (refused) => {
    for (const url of urls()) await expect(openSocket(url, refused)).rejects.toThrow('was refused');
  });
});
