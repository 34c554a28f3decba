import type { Logger } from '@openfeature/core';
import type { Platform } from '../platform/platform.ts';
import { type ApplicationStorage, fromApplicationStorage } from './application-store.ts';
import type { KeyValueStore } from './key-value-store.ts';
import { createMemoryStore } from './memory-store.ts';
import { createSafeStore } from './safe-store.ts';

/** Opens the storage that the application chose. Never fails: what does not work becomes memory, with one warning. */
export function openStorage(
  choice: 'indexeddb' | 'memory' | ApplicationStorage | undefined,
  platform: Platform,
  logger: Logger,
): KeyValueStore {
  if (typeof choice === 'object') return createSafeStore(fromApplicationStorage(choice), logger, platform.clock);
  if (choice === 'memory') return createMemoryStore();
  if (platform.openStore !== undefined) return createSafeStore(platform.openStore(), logger, platform.clock);
  if (choice === 'indexeddb') logger.warn('Storage does not work here; going on in memory.');
  return createMemoryStore();
}
