const FIRST_MS = 1_000;
const LONGEST_MS = 300_000;

/** How long to wait after this many failures in a row: doubled each time, from half of it to all of it by chance. */
export function retryDelayMs(failures: number, random: number): number {
  const delayMs = Math.min(LONGEST_MS, FIRST_MS * 2 ** Math.min(failures - 1, 20));
  return delayMs * (0.5 + random / 2);
}
