import type { Logger } from '@openfeature/web-sdk';

/** What an isolate tells about its configuration, each cause once: it serves many requests, and all of them would meet the same. */
export class IsolateLog {
  readonly #logger: Logger;
  /** Causes that have been told: until a refresh succeeds, or for good. */
  readonly #failures = new Set<string>();
  readonly #rest = new Set<string>();

  constructor(logger: Logger) {
    this.#logger = logger;
  }

  /** There is another reason to tell when a refresh fails again. */
  refreshed(): void {
    this.#failures.clear();
  }

  failed(error: Error, isServing: boolean): void {
    const serves = isServing ? 'The last configuration is served' : 'Flags have their defaults';
    const cause = 'code' in error ? String(error.code) : error.message;
    tellOnce(this.#failures, cause, () => this.#logger.error(`${serves}: ${error.message}`));
  }

  empty(): void {
    tellOnce(this.#rest, 'empty', () => this.#logger.warn('The relay proxy has no flags for this key and "flagList".'));
  }

  late(startTimeoutMs: number): void {
    tellOnce(this.#rest, 'late', () =>
      this.#logger.warn(`Requests are served with defaults: no configuration within ${startTimeoutMs} ms.`),
    );
  }

  cutOff(): void {
    tellOnce(this.#rest, 'cut', () =>
      this.#logger.error(
        'The platform cut off a refresh when its request was answered. Pass "waitUntil"; until then requests wait for refreshes.',
      ),
    );
  }

  unheld(error: unknown): void {
    tellOnce(this.#rest, 'waitUntil', () =>
      this.#logger.error('"waitUntil" threw; the refresh goes on unheld.', error),
    );
  }
}

function tellOnce(told: Set<string>, cause: string, log: () => void): void {
  if (told.has(cause)) return;
  told.add(cause);
  log();
}
