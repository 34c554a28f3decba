import type { Platform } from '../platform/platform.ts';
import { fromApplicationStorage, type StorageChoice } from './application-store.ts';
import type { KeyValueStore } from './key-value-store.ts';
import { createMemoryStore } from './memory-store.ts';
import { createSafeStore } from './safe-store.ts';

/** Opens the storage that the application chose. Never fails: what does not work becomes memory, and `onFault` is told. */
export function openStorage(
  choice: StorageChoice,
  platform: Platform,
  onFault: (error?: unknown) => void,
): KeyValueStore {
  if (typeof choice === 'object') return createSafeStore(fromApplicationStorage(choice), onFault, platform.clock);
  if (choice === 'memory') return createMemoryStore();
  if (platform.openStore !== undefined) return createSafeStore(platform.openStore(), onFault, platform.clock);
  if (choice === 'indexeddb') onFault();
  return createMemoryStore();
}
