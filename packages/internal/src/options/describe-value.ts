const LONGEST = 80;

/** A value for a message: short, on one line, and safe to ask for whatever the value is. */
export function describeValue(value: unknown): string {
  const text = write(value).replaceAll(/\s+/g, ' ');
  return text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text;
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
