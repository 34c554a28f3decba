import type { Duplex } from 'node:stream';
import { decodeFrame, encodeFrame, isOpcode } from './websocket-frame.ts';

/** How often the relay proxy pings. */
const PING_INTERVAL_MS = 1000;
/** A client may send next to nothing; more than this unread is no client of ours. */
const MAX_UNREAD_BYTES = 1_048_576;

/**
 * Keeps an upgraded connection: pings, answers pings and close frames, ignores all else a client says. Returns how to send a text.
 * @param onGone - called once when the connection has ended, whoever ended it
 */
export function keepWebSocket(socket: Duplex, onGone: () => void): (text: string) => void {
  let unread: Buffer = Buffer.alloc(0);
  const pinging = setInterval(() => send('ping', Buffer.alloc(0)), PING_INTERVAL_MS);
  pinging.unref();

  function send(kind: Parameters<typeof encodeFrame>[0], payload: Buffer): void {
    if (!socket.destroyed && socket.writable) socket.write(encodeFrame(kind, payload));
  }

  socket.on('data', (chunk: Buffer) => {
    unread = Buffer.concat([unread, chunk]);
    for (let frame = decodeFrame(unread); frame !== undefined; frame = decodeFrame(unread)) {
      unread = unread.subarray(frame.length);
      if (isOpcode(frame, 'ping')) send('pong', frame.payload);
      if (isOpcode(frame, 'close')) {
        send('close', frame.payload);
        socket.end();
      }
    }
    if (unread.length > MAX_UNREAD_BYTES) socket.destroy();
  });
  // A reset connection is an ordinary end here; `close` follows.
  socket.on('error', () => socket.destroy());
  socket.once('close', () => {
    clearInterval(pinging);
    onGone();
  });
  return (text) => send('text', Buffer.from(text));
}
