/** What the last answers and failures say about the way to the relay proxy. */
export interface RelayHealth {
  /** Takes note of an exchange with the relay proxy. */
  note(isAnswered: boolean, nowMs: number): void;
  /** Whether a request that is sent now will arrive, as far as can be known: the last one was answered, moments ago. */
  isTrusted(nowMs: number): boolean;
  /** Whether there was an exchange at all. */
  isKnown(): boolean;
  /** Whether the last exchange failed. */
  isFailing(): boolean;
  /** Whether an exchange failed within a minute of that time. */
  failedAround(atMs: number): boolean;
}

/** As long as the relay proxy has answered within this time, a closing page believes that it is there. */
const TRUST_MS = 30_000;
const AROUND_MS = 60_000;

/** Makes a {@link RelayHealth} that knows nothing yet. */
export function createRelayHealth(): RelayHealth {
  let answeredMs: number | undefined;
  let failedMs: number | undefined;
  let isFailing = false;
  return {
    note(isAnswered, nowMs) {
      isFailing = !isAnswered;
      if (isAnswered) answeredMs = nowMs;
      else failedMs = nowMs;
    },
    isTrusted: (nowMs) => !isFailing && answeredMs !== undefined && Math.abs(nowMs - answeredMs) <= TRUST_MS,
    isKnown: () => isFailing || answeredMs !== undefined,
    isFailing: () => isFailing,
    failedAround: (atMs) => failedMs !== undefined && Math.abs(failedMs - atMs) <= AROUND_MS,
  };
}
