const DAY_MS = 86_400_000;
/** The day for which the flags file of the demo is written. */
const WRITTEN_FOR = Date.parse('2040-01-01T00:00:00Z');
const INSTANT = /\b20\d\d-\d\d-\d\dT\d\d:\d\d:\d\dZ\b/g;

/**
 * Moves every date of the demo's flags file by as many days as lie between the day it was written for and today, so that its rollouts and
 * schedules are under way whenever it is looked at.
 */
export function datedFlags(text: string, nowMs: number): string {
  const byMs = Math.floor((nowMs - WRITTEN_FOR) / DAY_MS) * DAY_MS;
  return text.replaceAll(INSTANT, (instant) =>
    new Date(Date.parse(instant) + byMs).toISOString().replace('.000Z', 'Z'),
  );
}
