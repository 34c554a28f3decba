import { encodeGoJson, type Json } from '@goff-web/internal';

/** A whole HTTP answer, before what every answer carries (CORS, version). */
export interface Answer {
  readonly status: number;
  readonly headers: { readonly [name: string]: string };
  readonly body: Uint8Array | string;
}

/** JSON as echo writes it: compact, one line, a line feed at its end. */
export function jsonAnswer(status: number, json: string, headers: { readonly [name: string]: string } = {}): Answer {
  return { status, headers: { 'Content-Type': 'application/json', ...headers }, body: `${json}\n` };
}

/** An answer whose members keep the given order, as a Go struct's do; absent ones are left out. */
export function structAnswer(status: number, members: readonly (readonly [string, Json | undefined])[]): Answer {
  return jsonAnswer(status, encodeGoJson(new Map(members)));
}

/** echo's error object. */
export function messageAnswer(
  status: number,
  message: string,
  headers: { readonly [name: string]: string } = {},
): Answer {
  return jsonAnswer(status, encodeGoJson({ message }), headers);
}
