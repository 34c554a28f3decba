// What Go leaves unescaped in a path beside letters and digits.
const PLAIN = /[A-Za-z0-9\-_.~$&+,/:;=@]/;

/**
 * The flag key in the last part of a path, as the relay proxy's router reads it: decoded only where Go itself would have encoded it the same
 * way, otherwise literally. So `my%20flag` is "my flag", and `a%2Fb` stays `a%2Fb`.
 */
export function pathKey(encoded: string): string {
  try {
    const decoded = decodeURIComponent(encoded);
    return goPath(decoded) === encoded ? decoded : encoded;
  } catch {
    return encoded;
  }
}

function goPath(text: string): string {
  return Array.from(new TextEncoder().encode(text), (byte) => {
    const character = String.fromCharCode(byte);
    return PLAIN.test(character) ? character : `%${byte.toString(16).toUpperCase().padStart(2, '0')}`;
  }).join('');
}
