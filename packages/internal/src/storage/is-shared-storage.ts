import type { Platform } from '../platform/platform.ts';
import type { StorageChoice } from './application-store.ts';

/** Whether what is stored is found by the other tabs of this browser as well. An application's own storage may be anything. */
export function isSharedStorage(choice: StorageChoice, platform: Pick<Platform, 'openStore'>): boolean {
  return platform.openStore !== undefined && (choice === undefined || choice === 'indexeddb');
}
