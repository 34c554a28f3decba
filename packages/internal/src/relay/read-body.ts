/** What reading a body came to. */
export type ReadBody = { readonly kind: 'read'; readonly text: string } | { readonly kind: 'too-large' };

/**
 * Reads a body of UTF-8 to its end, or gives it up as soon as more than `limitBytes` have come: what a broken server sends must not fill the
 * page's memory. Rejects when the connection breaks or the encoding is broken.
 */
export async function readBody(message: Pick<Body, 'body' | 'text'>, limitBytes: number): Promise<ReadBody> {
  const reader = message.body?.getReader();
  // There is nothing, or only all of it.
  if (reader === undefined) return { kind: 'read', text: await message.text() };
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
