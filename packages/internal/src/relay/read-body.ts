/** What reading a body came to. */
export type ReadBody = { readonly kind: 'read'; readonly text: string } | { readonly kind: 'too-large' };

/**
 * Reads a body of UTF-8 to its end, or gives it up as soon as more than `limitBytes` have come: what a broken server sends must not fill the
 * page's memory. Rejects when the connection breaks or the encoding is broken.
 */
export async function readBody(message: Pick<Body, 'arrayBuffer' | 'body'>, limitBytes: number): Promise<ReadBody> {
  // An empty one, or one that comes as a whole only, is read in the same way.
  const stream = message.body ?? new Blob([await message.arrayBuffer()]).stream();
  const reader = stream.getReader();
  const decoder = new TextDecoder();
  let text = '';
  let length = 0;
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return { kind: 'read', text: text + decoder.decode() };
    length += value.byteLength;
    if (length > limitBytes) {
      // The stream may be broken as well; it is given up either way.
      void reader.cancel().catch(() => undefined);
      return { kind: 'too-large' };
    }
    text += decoder.decode(value, { stream: true });
  }
}
