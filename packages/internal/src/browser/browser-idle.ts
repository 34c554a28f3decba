import type { Idle } from '../events/delivery/idle.ts';

/** Where the platform knows no idle moments, one is made after this time. */
const SOON_MS = 20;

/** Idle moments of this page or worker. */
export const browserIdle: Idle = (callback, deadlineMs) => {
  // In a page that nobody sees, timers and idle moments come a second apart at best.
  if (typeof document === 'object' && document.visibilityState === 'hidden') queueMicrotask(callback);
  else if (typeof globalThis.requestIdleCallback === 'function') requestIdleCallback(callback, { timeout: deadlineMs });
  else setTimeout(callback, SOON_MS);
};
