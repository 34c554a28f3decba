import { expect, it } from 'vitest';
import { browserLocks } from './browser-locks.ts';

it('lets one hold a lock at a time, and the next when it is given back', async () => {
  const locks = browserLocks();
  const first = await locks?.tryHold('goff-web/test');
  expect(first).toBeTypeOf('function');
  expect(await locks?.tryHold('goff-web/test')).toBeUndefined();
  first?.();
  // Giving back takes a turn of the lock manager's.
  const second = await navigator.locks.request('goff-web/test', () => 'free');
  expect(second).toBe('free');
});
