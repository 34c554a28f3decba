import type { EdgeRequest } from './edge-request.ts';

/** Has the platform keep the isolate at work, where a request can ask for that. Where asking throws, the work goes on unheld. */
export function holdWork(request: EdgeRequest, work: Promise<void>, onThrown: (error: unknown) => void): void {
  try {
    request.waitUntil?.(work);
  } catch (error) {
    onThrown(error);
  }
}
