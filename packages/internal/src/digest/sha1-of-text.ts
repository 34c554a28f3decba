import { sha1Hex } from './sha1.ts';

/** SHA-1 of a text's UTF-8 bytes as lower-case hexadecimal. */
export function sha1OfText(text: string): string {
  return sha1Hex(new TextEncoder().encode(text));
}
