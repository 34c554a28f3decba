/** What reading a body came to. */
export type ReadBody =
  | { readonly kind: 'read'; readonly bytes: Uint8Array<ArrayBuffer> }
  | { readonly kind: 'too-large' };

/**
 * Reads a body to its end, or gives it up as soon as more than `limitBytes` have come: what a broken server sends must not fill the
 * page's memory. Rejects when the connection breaks or the encoding is broken.
 */
export async function readBody(message: Pick<Body, 'arrayBuffer' | 'body'>, limitBytes: number): Promise<ReadBody> {
  const reader = message.body?.getReader();
  if (reader === undefined) {
    const bytes = new Uint8Array(await message.arrayBuffer());
    return bytes.byteLength > limitBytes ? { kind: 'too-large' } : { kind: 'read', bytes };
  }
  const chunks: Uint8Array[] = [];
  let length = 0;
  for (;;) {
    const { done, value } = await reader.read();
    if (done) break;
    length += value.byteLength;
    if (length > limitBytes) {
      // The stream may be broken as well; it is given up either way.
      void reader.cancel().catch(() => undefined);
      return { kind: 'too-large' };
    }
    chunks.push(value);
  }
  return { kind: 'read', bytes: join(chunks, length) };
}

function join(chunks: readonly Uint8Array[], length: number): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(length);
  let offset = 0;
  for (const chunk of chunks) {
    bytes.set(chunk, offset);
    offset += chunk.byteLength;
  }
  return bytes;
}
