// What Go's YAML reader takes for a time, and the four groups of its text.
const TIME =
  /^(\d{4})-(\d{1,2})-(\d{1,2})(?:(?:[Tt]|\s+)(\d{1,2}):(\d{1,2}):(\d{1,2})(?:\.(\d+))?\s*(Z|z|[+-]\d{2}:\d{2})?)?$/;

/** Writes a date of a flags file as Go's `time.Time` marshals it (RFC 3339, offset kept); `undefined` where it is none. */
export function goTime(text: string): string | undefined {
  const found = TIME.exec(text.trim());
  if (found === null) return undefined;
  const [, year, month, day, hour = '0', minute = '0', second = '0', fraction = '', zone = 'Z'] = found;
  const pad = (digits: string | undefined): string => (digits ?? '').padStart(2, '0');
  const date = `${year}-${pad(month)}-${pad(day)}`;
  const clock = `${pad(hour)}:${pad(minute)}:${pad(second)}`;
  const atMs = Date.parse(`${date}T${clock}Z`);
  // JavaScript takes a 31st of June for the 1st of July, and knows an hour 24.
  if (Number.isNaN(atMs) || !new Date(atMs).toISOString().startsWith(`${date}T${clock}`)) return undefined;
  // Go's own bounds.
  if (Number(zone.slice(1, 3)) > 24 || Number(zone.slice(4)) > 60) return undefined;
  const decimals = fraction.slice(0, 9).replace(/0+$/, '');
  const offset = /^([Zz]|[+-]00:00)$/.test(zone) ? 'Z' : zone;
  return `${date}T${clock}${decimals === '' ? '' : `.${decimals}`}${offset}`;
}
