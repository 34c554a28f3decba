import { createMemoryStore } from '@goff-web/internal';
import { ErrorCode } from '@openfeature/web-sdk';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { aBench, aBody, aStatus, aText, type InProcessBench } from './testing/in-process-bench.ts';

type Happening =
  | { readonly does: 'answers'; readonly version: number }
  | { readonly does: 'fails'; readonly how: 401 | 403 | 429 | 503 | 'html' | 'empty' | 'hangs' }
  | { readonly does: 'passes'; readonly ms: number }
  | { readonly does: 'jumps'; readonly ms: number }
  | { readonly does: 'context'; readonly rank: number }
  | { readonly does: 'refresh' | 'close' | 'start' };

const anyHappening: fc.Arbitrary<Happening> = fc.oneof(
  ...[1, 2].map(() => fc.integer({ min: 1, max: 4 }).map((version): Happening => ({ does: 'answers', version }))),
  fc
    .constantFrom(
      401 as const,
      403 as const,
      429 as const,
      503 as const,
      'html' as const,
      'empty' as const,
      'hangs' as const,
    )
    .map((how): Happening => ({ does: 'fails', how })),
  fc.constantFrom(0, 1_000, 11_000, 70_000, 400_000).map((ms): Happening => ({ does: 'passes', ms })),
  fc.constantFrom(-3_600_000, 3_600_000).map((ms): Happening => ({ does: 'jumps', ms })),
  fc.integer({ min: 1, max: 5 }).map((rank): Happening => ({ does: 'context', rank })),
  fc.constantFrom<Happening>(
    { does: 'refresh' },
    { does: 'refresh' },
    { does: 'close' },
    { does: 'start' },
    { does: 'start' },
  ),
);

/** Most stories begin with a provider that serves something: there is more to go wrong. */
const manyHappenings = fc
  .tuple(
    fc.constantFrom<readonly Happening[]>([], [{ does: 'answers', version: 1 }, { does: 'start' }]),
    fc.array(anyHappening, { maxLength: 25, size: 'max' }),
  )
  .map(([beginning, rest]) => [...beginning, ...rest]);

/** What OpenFeature's SDK makes of promises and events. */
type SdkStatus = 'NOT_READY' | 'READY' | 'STALE' | 'ERROR' | 'FATAL';

/** A provider, the SDK as far as it matters, and what an application would know. */
class World {
  readonly bench: InProcessBench = aBench(aText('<html>'), {}, createMemoryStore());
  sdk: SdkStatus = 'NOT_READY';
  isOpen = false;
  rank = 0;
  /** Version of the flags that was seen last, and whether the application was told since. */
  #seen: unknown;
  /** Whether the start that is in force has come to something. */
  #isSettled = false;
  #heard = 0;
  #checked = 0;

  async happen(event: Happening): Promise<void> {
    const { bench } = this;
    switch (event.does) {
      case 'answers':
        bench.answer = aBody({ version: { value: event.version }, rank: { from: 'rank' } });
        break;
      case 'fails':
        if (event.how === 'hangs') bench.answer = () => new Promise<never>(() => undefined);
        else if (typeof event.how === 'number') bench.answer = aStatus(event.how);
        else bench.answer = aText(event.how === 'html' ? '<html>' : '{}');
        break;
      case 'passes':
        await bench.clock.advance(event.ms);
        break;
      case 'jumps':
        bench.clock.jump(event.ms);
        break;
      case 'context':
        this.rank = event.rank;
        void bench.mode.setContext({ rank: event.rank });
        if (this.isOpen) this.sdk = 'READY';
        break;
      case 'refresh':
        void bench.mode.refresh();
        break;
      case 'close':
        void bench.mode.close();
        this.isOpen = false;
        break;
      case 'start':
        if (this.isOpen) break;
        this.isOpen = true;
        this.sdk = 'NOT_READY';
        this.#isSettled = false;
        this.#seen = undefined;
        this.#start();
    }
    await bench.clock.advance(0);
    this.#hear();
  }

  #start(): void {
    const settle = (status: SdkStatus): void => {
      this.#hear();
      this.#isSettled = true;
      this.sdk = status;
    };
    this.bench.mode.start({ rank: this.rank }).then(
      () => settle('READY'),
      (error: { readonly code?: string }) => {
        if (error.code !== 'PROVIDER_CLOSED') settle(error.code === 'PROVIDER_FATAL' ? 'FATAL' : 'ERROR');
      },
    );
  }

  #hear(): void {
    for (const signal of this.bench.signals.slice(this.#heard)) {
      if (signal.type === 'error') this.sdk = signal.isFatal ? 'FATAL' : 'ERROR';
      else if (signal.type !== 'configuration-changed') this.sdk = signal.type === 'ready' ? 'READY' : 'STALE';
    }
    this.#heard = this.bench.signals.length;
  }

  check(): void {
    const { bench } = this;
    const news = bench.signals.slice(this.#checked);
    this.#checked = bench.signals.length;
    const context = { rank: this.rank };
    const version = bench.mode.resolve('version', 'number', -1, context);
    const rank = bench.mode.resolve('rank', 'number', -1, context);
    if (!this.isOpen) {
      expect(version.errorCode).toBe('PROVIDER_NOT_READY');
      expect(news, 'events of a closed provider').toEqual([]);
      expect(bench.clock.pending(), 'timers of a closed provider').toBe(0);
      return;
    }
    const isServed = version.errorCode === undefined || version.errorCode === ErrorCode.FLAG_NOT_FOUND;
    if (isServed) {
      // A context of before is never answered for.
      if (rank.errorCode === undefined) expect(rank.value).toBe(this.rank);
      expect(['READY', 'STALE']).toContain(this.sdk);
    } else {
      expect(version.value).toBe(-1);
      // Until then, the SDK writes READY at each change of context.
      if (this.#isSettled) expect(['ERROR', 'FATAL']).toContain(this.sdk);
      expect(version.errorCode).toBe(this.sdk === 'FATAL' ? 'PROVIDER_FATAL' : 'PROVIDER_NOT_READY');
    }
    this.#checkNews(version.errorCode === undefined ? version.value : undefined, isServed, news);
  }

  /** Whoever was shown something is told when it is no longer so, and of nothing else. */
  #checkNews(now: unknown, isServed: boolean, news: InProcessBench['signals']): void {
    const changes = news.flatMap((signal) => (signal.type === 'configuration-changed' ? [signal.flagsChanged] : []));
    const wasServed = this.#seen !== undefined;
    const seen = isServed ? [now] : undefined;
    if (wasServed && JSON.stringify(this.#seen) !== JSON.stringify(seen)) {
      expect(changes.flat(), 'changes that were told').toContain('version');
    }
    if (changes.length === 1 && now !== undefined && (this.#seen as unknown[] | undefined)?.[0] !== undefined) {
      expect(changes).toEqual([['version']]);
    }
    this.#seen = seen;
  }
}

it('keeps its promises whatever happens in whatever order', async () => {
  await fc.assert(
    fc.asyncProperty(manyHappenings, async (happenings) => {
      const world = new World();
      for (const happening of happenings) {
        await world.happen(happening);
        world.check();
      }
      await world.happen({ does: 'close' });
      world.check();
    }),
    { numRuns: 100 },
  );
}, 120_000);

it('recovers by itself from whatever has happened, within ten minutes of a relay proxy that answers', async () => {
  await fc.assert(
    fc.asyncProperty(manyHappenings, async (happenings) => {
      const world = new World();
      for (const happening of [...happenings, { does: 'start' } as const, { does: 'answers', version: 9 } as const]) {
        await world.happen(happening);
      }
      // A request that hangs is given up by its timeout, which is the relay client's.
      await world.happen({ does: 'close' });
      await world.happen({ does: 'start' });
      await world.happen({ does: 'passes', ms: 600_000 });
      expect(world.sdk).toBe('READY');
      expect(world.bench.mode.resolve('version', 'number', -1, { rank: world.rank }).value).toBe(9);
    }),
    { numRuns: 25 },
  );
}, 120_000);
