import { afterEach, expect, it, vi } from 'vitest';
import type { LockLoss } from '../platform/tabs.ts';
import { itKeepsTabsContract } from '../platform/tabs-contract.ts';
import { openBrowserTabs } from './browser-tabs.ts';
import { hasTabs, isLockHeld } from './tab-locks.ts';

const tabs = openBrowserTabs(isLockHeld);

afterEach(() => {
  vi.restoreAllMocks();
});

itKeepsTabsContract(() => tabs);

it('knows that tabs can reach one another here', () => {
  expect(hasTabs()).toBe(true);
});

it('tells of a browser that has locks and refuses them, as for documents without an origin', async () => {
  vi.spyOn(navigator.locks, 'request').mockRejectedValue(new DOMException('refused', 'SecurityError'));
  const loss = await new Promise<LockLoss>((resolve) => tabs.hold('any', 'exclusive', () => undefined, resolve));
  expect(loss).toBe('refused');
});
