/** Bytes that wrap the events of a request, generously. */
const WRAPPING = 64;

const encoder = new TextEncoder();

/** How many bytes a text takes in UTF-8. */
export function byteLength(text: string): number {
  return encoder.encode(text).byteLength;
}

/** Consecutive things that go together. */
export interface Pack<T> {
  readonly items: readonly T[];
  readonly bytes: number;
}

/** Groups things in their order, so that the events of a group make a body of at most `limit` bytes. One that is larger is alone. */
export function pack<T>(items: readonly T[], bytesOf: (item: T) => number, limit: number): Pack<T>[] {
  const packs: { items: T[]; bytes: number }[] = [];
  for (const item of items) {
    // With the comma that follows it.
    const bytes = bytesOf(item) + 1;
    const last = packs.at(-1);
    if (last !== undefined && last.bytes + bytes <= limit) {
      last.items.push(item);
      last.bytes += bytes;
    } else {
      packs.push({ items: [item], bytes: bytes + WRAPPING });
    }
  }
  return packs;
}
