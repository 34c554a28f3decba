import type { Cancel } from '../platform/clock.ts';

/** How changes are heard of. */
export type StreamKind = 'sse' | 'websocket';

/** Is told what happens to a change stream; nothing more after `ended`, and nothing after it was closed. */
export interface StreamListener {
  opened(): void;
  /** The relay proxy says that flags have changed. */
  changed(): void;
  /** It is over. `isCut`: without an answer that said so, as far as the platform tells; a wrong key is such an answer, a cut cable is none. */
  ended(isCut?: boolean): void;
}

/**
 * Opens a change stream and returns what closes it; `undefined` where the platform has no such streams. The URL carries the key and belongs in
 * no message. It may throw.
 */
export type OpenChangeStream = (kind: StreamKind, url: string, listener: StreamListener) => Cancel | undefined;
