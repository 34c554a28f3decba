/** Whether the tabs of this browser can reach one another: not on plain http, not in Node, not at the edge. */
export function hasTabs(): boolean {
  // Absent wherever the context is not secure, whatever the type says.
  const locks = globalThis.navigator?.locks as LockManager | undefined;
  return (
    locks !== undefined && typeof BroadcastChannel === 'function' && typeof globalThis.addEventListener === 'function'
  );
}

/** Whether a page or worker of this origin holds the lock. */
export async function isLockHeld(name: string): Promise<boolean> {
  const { held = [] } = await navigator.locks.query();
  return held.some((lock) => lock.name === name);
}
