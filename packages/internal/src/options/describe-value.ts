/**
 * A value for a message: short, and safe to ask for whatever the value is. Of what could be a URL with a key in it, in front of `@` or behind
 * `?` or `#`, it gives no more than the beginning.
 */
export function describeValue(value: unknown): string {
  return write(value)
    .replace(/^(.{8}).*[?#@].*/s, '$1…')
    .slice(0, 80);
}

function write(value: unknown): string {
  switch (typeof value) {
    case 'function':
      return 'a function';
    case 'string':
    case 'object':
      try {
        return JSON.stringify(value) ?? 'an object';
      } catch {
        return 'an object';
      }
    default:
      return String(value);
  }
}
