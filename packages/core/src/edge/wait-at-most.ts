import type { Clock } from '@goff-web/internal';

/** How long somebody waits. */
export interface Patience {
  readonly clock: Clock;
  readonly patienceMs: number;
  /** Once it is aborted, nobody waits any more. */
  readonly signal: AbortSignal | undefined;
  /** Called when patience has run out. */
  readonly onLate: () => void;
}

/** Waits for what never rejects, no longer than patience lasts. */
export function waitAtMost(settled: Promise<void>, { clock, onLate, patienceMs, signal }: Patience): Promise<void> {
  if (signal?.aborted === true) return Promise.resolve();
  return new Promise((resolve) => {
    const end = (): void => {
      cancel();
      signal?.removeEventListener('abort', end);
      resolve();
    };
    const cancel = clock.schedule(() => {
      onLate();
      end();
    }, patienceMs);
    signal?.addEventListener('abort', end);
    void settled.then(end);
  });
}
