/** Names as `JSON.stringify([...names])` wrote them; none where they cannot be read. */
export function parseNames(text: string | undefined): Set<string> {
  try {
    return new Set(JSON.parse(text ?? '[]'));
  } catch {
    return new Set();
  }
}
