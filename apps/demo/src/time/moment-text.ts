const MOMENT = new Intl.DateTimeFormat('en-GB', {
  weekday: 'short',
  day: 'numeric',
  month: 'short',
  hour: '2-digit',
  minute: '2-digit',
});

/** A moment of the next days, in words; `undefined` is the present. */
export function momentText(atMs: number | undefined): string {
  return atMs === undefined ? 'now' : MOMENT.format(atMs);
}
