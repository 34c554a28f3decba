import { type Clock, decodeStoredBody, encodeStoredBody, type StoredBody } from '@goff-web/internal';
import type { Logger } from '@openfeature/web-sdk';

/** The last configuration, kept where the isolates of a platform share it. Never rejects. */
export interface IsolateCache {
  /** The entry, unless it is too old, cut or foreign. */
  read(): Promise<StoredBody | undefined>;
  /** Keeps a configuration that the relay proxy has just sent or confirmed. */
  write(body: string, entityTag: string): Promise<void>;
  /** Deletes the entry: its key was refused. */
  drop(): Promise<void>;
}

/** What a cache of isolates is made from. */
export interface IsolateCacheParts {
  readonly cache: Cache;
  /** Names the entry; a URL without anything secret in it. */
  readonly url: string;
  readonly maxAgeMs: number;
  readonly clock: Clock;
  readonly logger: Logger;
}

/** Keeps one entry in the platform's Cache API. A fault costs one warning. */
export function createIsolateCache({ cache, url, maxAgeMs, clock, logger }: IsolateCacheParts): IsolateCache {
  let isTold = false;
  async function guarded<T>(work: () => Promise<T>): Promise<T | undefined> {
    try {
      return await work();
    } catch (error) {
      if (!isTold) logger.warn("The platform's cache failed; isolates ask the relay proxy one by one.", error);
      isTold = true;
      return undefined;
    }
  }
  return {
    read: () =>
      guarded(async () => {
        const entry = await cache.match(url);
        if (entry === undefined) return undefined;
        const read = decodeStoredBody(await entry.text(), clock.now(), maxAgeMs);
        return read.kind === 'usable' ? read.stored : undefined;
      }),
    async write(body, entityTag) {
      await guarded(async () => {
        const text = encodeStoredBody({ body, entityTag, lastModifiedMs: undefined, savedAtMs: clock.now() });
        const headers = {
          'Content-Type': 'text/plain;charset=utf-8',
          'Cache-Control': `max-age=${Math.ceil(maxAgeMs / 1_000)}`,
        };
        await cache.put(url, new Response(text, { headers }));
      });
    },
    async drop() {
      await guarded(() => cache.delete(url));
    },
  };
}
