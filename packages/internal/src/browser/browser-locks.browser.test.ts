import { expect, it } from 'vitest';
import { browserLocks } from './browser-locks.ts';

let names = 0;

/** The locks of a page, what ends it, and a name that nobody has used. */
function aPage() {
  names += 1;
  const end = new AbortController();
  const locks = browserLocks(() => end.signal);
  if (locks === undefined) throw new Error('This browser has no locks.');
  return { locks, end, name: `goff-web/test/${names}` };
}

/** Names of the locks that are held or waited for, of those that begin with `start`. */
const namesLike = (start: string) => async () => {
  const { held = [], pending = [] } = await navigator.locks.query();
  return [...held, ...pending].map((lock) => lock.name).filter((name) => name?.startsWith(start));
};

it('lets one hold a lock at a time, and the next when it is given back', async () => {
  const { locks, name } = aPage();
  const first = await locks.tryHold(name);
  expect(first).toBeTypeOf('function');
  expect(await locks.tryHold(name)).toBeUndefined();
  first?.();
  // Giving back takes a turn of the lock manager's.
  const second = await navigator.locks.request(name, () => 'free');
  expect(second).toBe('free');
});

it('waits for no lock that another page holds', async () => {
  const { locks, name } = aPage();
  const first = await locks.tryHold(name);
  await locks.tryHold(name);
  first?.();
  await expect.poll(namesLike(name)).toEqual([]);
});

it('takes back what it has asked for when the page ends, and asks for nothing more', async () => {
  const { end, locks, name } = aPage();
  const held = await locks.tryHold(`${name}/held`);
  const asked = locks.tryHold(name);
  end.abort();
  expect([await asked, await locks.tryHold(`${name}/later`)]).toEqual([undefined, undefined]);
  await expect.poll(namesLike(name)).toEqual([`${name}/held`]);
  held?.();
});
