/** Whether a value is an object with members of its own: no list, and nothing like `Map` or `Headers`, which keep theirs elsewhere. */
export function isRecord(value: unknown): value is { readonly [name: string]: unknown } {
  return Object.prototype.toString.call(value) === '[object Object]';
}
