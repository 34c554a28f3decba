export { browserPlatform } from './browser-platform.ts';
export { createIndexedDbStore, DATABASE_NAME } from './indexed-db-store.ts';
