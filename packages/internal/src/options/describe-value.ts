const LONGEST = 80;

/** A value for a message: short, on one line, and safe to ask for whatever the value is. */
export function describeValue(value: unknown): string {
  const text = write(value).replaceAll(/\s+/g, ' ');
  return text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text;
}

function write(value: unknown): string {
  switch (typeof value) {
    case 'string':
      return JSON.stringify(value);
    case 'function':
      return 'a function';
    case 'symbol':
      return 'a symbol';
    case 'bigint':
      return `${value}n`;
    case 'object':
      return value === null ? 'null' : writeObject(value);
    default:
      return String(value);
  }
}

function writeObject(value: object): string {
  try {
    if (value instanceof URL) return JSON.stringify(value.href);
    return JSON.stringify(value) ?? 'an object';
  } catch {
    return 'an object';
  }
}
