import type { PageLocks } from '../events/delivery/page-locks.ts';
import type { Cancel } from '../platform/clock.ts';

/** The Web Locks of this origin; `undefined` where there are none: on plain http, and in old browsers. */
export function browserLocks(): PageLocks | undefined {
  const locks = typeof navigator === 'object' ? navigator.locks : undefined;
  if (locks === undefined) return undefined;
  return {
    tryHold: (name) =>
      new Promise<Cancel | undefined>((resolve, reject) => {
        const granted = locks.request(name, { ifAvailable: true }, (lock) => {
          if (lock === null) return resolve(undefined);
          return new Promise<void>((end) => resolve(end));
        });
        granted.catch(reject);
      }),
  };
}
