import type { PageLocks } from '../events/delivery/page-locks.ts';
import type { Cancel } from '../platform/clock.ts';

/** Everybody holds it side by side, for a moment. */
const FREE_NAME = 'goff-web/events';

/**
 * The Web Locks of this origin; `undefined` where there are none: on plain http, and in old browsers. `pageEnd` is aborted while the page has been
 * left: a lock that comes then throws it out of Chromium's back/forward cache, and what is asked for by `ifAvailable` cannot be taken back.
 * So a lock is waited for, and one that is always free behind it. They come in the order in which they were asked for: a lock that has not
 * come by then is held by another page.
 */
export function browserLocks(pageEnd: () => AbortSignal): PageLocks | undefined {
  // Absent wherever the context is not secure, whatever the type says.
  const locks = globalThis.navigator?.locks as LockManager | undefined;
  if (locks === undefined) return undefined;
  return {
    tryHold: (name) =>
      new Promise<Cancel | undefined>((resolve, reject) => {
        const question = new AbortController();
        const { signal } = question;
        const takeBack = (): void => {
          resolve(undefined);
          question.abort();
        };
        const end = pageEnd();
        end.addEventListener('abort', takeBack, { signal });
        if (end.aborted) takeBack();
        locks.request(name, { signal }, () => new Promise<void>(resolve)).catch(reject);
        locks.request(FREE_NAME, { mode: 'shared', signal }, takeBack).catch(reject);
      }),
  };
}
