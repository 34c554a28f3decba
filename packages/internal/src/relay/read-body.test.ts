import { expect, it } from 'vitest';
import { readBody } from './read-body.ts';

/** A body that can only be had as a whole. */
function aWhole(text: string): Parameters<typeof readBody>[0] {
  return { body: null, arrayBuffer: async () => new TextEncoder().encode(text).buffer };
}

it('reads characters that are cut in two on the way', async () => {
  const bytes = new TextEncoder().encode('"\u{1F600}é"');
  const body = new ReadableStream<Uint8Array<ArrayBuffer>>({
    start(controller) {
      for (const byte of bytes) controller.enqueue(Uint8Array.of(byte));
      controller.close();
    },
  });
  expect(await readBody(new Response(body), 100)).toEqual({ kind: 'read', text: '"\u{1F600}é"' });
});

it('takes a body as a whole where it comes in no other way, and refuses one that is too large', async () => {
  expect(await readBody(aWhole('é'), 2)).toEqual({ kind: 'read', text: 'é' });
  expect(await readBody(aWhole('é'), 1)).toEqual({ kind: 'too-large' });
});
