import { setTimeout as delay } from 'node:timers/promises';

const POLL_INTERVAL_MS = 20;
const REQUEST_TIMEOUT_MS = 2_000;
/** Longer than an answer takes on the busiest machine: it takes a millisecond on an idle one. */
const SILENCE_MS = 2_000;

/**
 * Waits until `GET /health` answers 200.
 *
 * @param endReason - Says why the relay proxy is not running, or `undefined` while it is: nobody waits for a dead one.
 */
export async function waitForHealth(
  url: string,
  timeoutMs: number,
  endReason: () => string | undefined,
): Promise<void> {
  const deadline = performance.now() + timeoutMs;
  let last = 'no answer';
  for (;;) {
    const reason = endReason();
    if (reason !== undefined) throw new Error(`the relay proxy ended before it was healthy (${reason})`);
    try {
      const answer = await fetch(`${url}/health`, { signal: AbortSignal.timeout(REQUEST_TIMEOUT_MS) });
      if (answer.ok) return;
      last = `status ${answer.status}`;
    } catch (error) {
      last = error instanceof Error ? error.message : String(error);
    }
    if (performance.now() > deadline) throw new Error(`${url}/health did not answer within ${timeoutMs} ms: ${last}`);
    await delay(POLL_INTERVAL_MS);
  }
}

/**
 * Waits until `GET /health` is no longer answered. A stopped process ends what it is doing on each of its threads: until the
 * signal has reached them all, it still answers.
 */
export async function waitForSilence(url: string): Promise<void> {
  while (await isAnswered(url)) await delay(POLL_INTERVAL_MS);
}

async function isAnswered(url: string): Promise<boolean> {
  try {
    await fetch(`${url}/health`, { signal: AbortSignal.timeout(SILENCE_MS) });
    return true;
  } catch (error) {
    if (error instanceof DOMException && error.name === 'TimeoutError') return false;
    throw error;
  }
}

/** Makes the relay proxy read its flag file now. `false`: it could not, and serves what it had. */
export async function refreshFlags(url: string, adminKey: string): Promise<boolean> {
  const answer = await fetch(`${url}/admin/v1/retriever/refresh`, {
    method: 'POST',
    headers: { 'X-API-Key': adminKey },
  });
  const body = await answer.text();
  if (!answer.ok) throw new Error(`the relay proxy refused to refresh its flags: status ${answer.status} ${body}`);
  return body.includes('true');
}
