import { createHash } from 'node:crypto';

const HANDSHAKE_SUFFIX = '258EAFA5-E914-47DA-95CA-C5AB0DC85B11';
const FINAL = 0x80;
const OPCODES = { text: 0x1, close: 0x8, ping: 0x9, pong: 0xa } as const;

/** What a relay's WebSocket sends. */
export type FrameKind = keyof typeof OPCODES;

/** The `Sec-WebSocket-Accept` of a `Sec-WebSocket-Key`. @see https://www.rfc-editor.org/rfc/rfc6455#section-4.2.2 */
export function acceptKey(key: string): string {
  return createHash('sha1').update(`${key}${HANDSHAKE_SUFFIX}`).digest('base64');
}

/** One whole, unmasked frame, as a server sends it. @see https://www.rfc-editor.org/rfc/rfc6455#section-5.2 */
export function encodeFrame(kind: FrameKind, payload: Uint8Array): Buffer {
  const { byteLength } = payload;
  if (byteLength < 126) return Buffer.concat([Buffer.from([FINAL | OPCODES[kind], byteLength]), payload]);
  const header = Buffer.alloc(byteLength < 65_536 ? 4 : 10);
  header[0] = FINAL | OPCODES[kind];
  if (byteLength < 65_536) {
    header[1] = 126;
    header.writeUInt16BE(byteLength, 2);
  } else {
    header[1] = 127;
    header.writeBigUInt64BE(BigInt(byteLength), 2);
  }
  return Buffer.concat([header, payload]);
}

/** One frame of a client, unmasked. */
export interface ClientFrame {
  readonly opcode: number;
  readonly payload: Buffer;
  /** Bytes that the frame took. */
  readonly length: number;
}

/** Reads the first frame of what a client sent so far; `undefined` where it is not complete. */
export function decodeFrame(bytes: Buffer): ClientFrame | undefined {
  if (bytes.length < 2) return undefined;
  const opcode = bytes.readUInt8(0) & 0x0f;
  const second = bytes.readUInt8(1);
  const shortLength = second & 0x7f;
  const maskAt = shortLength === 126 ? 4 : shortLength === 127 ? 10 : 2;
  const maskLength = (second & 0x80) === 0 ? 0 : 4;
  const payloadAt = maskAt + maskLength;
  if (bytes.length < payloadAt) return undefined;
  const size =
    shortLength === 126 ? bytes.readUInt16BE(2) : shortLength === 127 ? Number(bytes.readBigUInt64BE(2)) : shortLength;
  if (bytes.length < payloadAt + size) return undefined;
  const mask = bytes.subarray(maskAt, payloadAt);
  const payload = Buffer.from(bytes.subarray(payloadAt, payloadAt + size));
  if (maskLength === 0) return { opcode, payload, length: payloadAt + size };
  for (let index = 0; index < payload.length; index += 1) {
    payload.writeUInt8(payload.readUInt8(index) ^ mask.readUInt8(index % 4), index);
  }
  return { opcode, payload, length: payloadAt + size };
}

/** Whether a client's frame says goodbye, or asks whether anybody is there. */
export function isOpcode(frame: ClientFrame, kind: FrameKind): boolean {
  return frame.opcode === OPCODES[kind];
}
