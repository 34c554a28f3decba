import { RelayUnreachableError } from '@goff-web/internal';
import { describe, expect, it } from 'vitest';
import { aBody, aConfiguration, aStatus } from '../testing/in-process-bench.ts';
import { anIsolate, type IsolateBench, leaveInCache } from '../testing/isolate-bench.ts';

const ONE = aBody({ flag: { value: 'one' } });
const TWO = aBody({ flag: { value: 'two' } });
const NEVER = (): Promise<never> => new Promise(() => undefined);
const UNREACHABLE = { kind: 'failed', error: new RelayUnreachableError('http://relay.test', undefined) } as const;

/** Answers when the test says so. */
function later(): { readonly answer: IsolateBench['answer']; arrive(): void } {
  let arrive = (): void => undefined;
  const answer = new Promise<typeof ONE>((resolve) => {
    arrive = () => resolve(ONE);
  });
  return { answer: () => answer, arrive: () => arrive() };
}

/** What a promise has come to by now. */
async function outcomeOf(promise: Promise<unknown>): Promise<unknown> {
  return Promise.race([promise, new Promise((resolve) => setTimeout(resolve, 0, 'pending'))]);
}

describe('a cold isolate', () => {
  it('lets its first requests wait for one shared fetch', async () => {
    const relay = later();
    const bench = anIsolate(relay.answer);
    const requests = [bench.request(), bench.request(), bench.request()];
    expect(await outcomeOf(Promise.race(requests))).toBe('pending');
    relay.arrive();
    expect(await Promise.all(requests)).toEqual(['one', 'one', 'one']);
    expect(bench.requests).toHaveLength(1);
  });

  it('hands the fetch to waitUntil before it waits, so that a first request that goes away takes nothing along', async () => {
    const relay = later();
    const bench = anIsolate(relay.answer);
    const gone = new AbortController();
    const first = bench.request({ waitUntil: (work) => void bench.held.push(work), signal: gone.signal });
    const second = bench.request();
    expect(bench.held).toHaveLength(2);
    gone.abort();
    expect(await first).toBe('none');
    expect(await outcomeOf(second)).toBe('pending');
    relay.arrive();
    expect(await second).toBe('one');
    expect(await Promise.all(bench.held)).toHaveLength(2);
  });

  it('lets nobody wait longer than startTimeoutMs, each by a timer of its own, and says so once', async () => {
    const bench = anIsolate(NEVER);
    const first = bench.request();
    await bench.clock.advance(600);
    const second = bench.request();
    await bench.clock.advance(400);
    expect(await first).toBe('none');
    expect(await outcomeOf(second)).toBe('pending');
    await bench.clock.advance(600);
    expect(await second).toBe('none');
    expect(bench.log).toEqual(['warn: Requests are served with defaults: no configuration within 1000 ms.']);
    expect(bench.isolate.problem).toContain('startTimeoutMs');
  });

  it('lets requests that come after the first wait not wait at all, and serves them once the late answer is there', async () => {
    const relay = later();
    const bench = anIsolate(relay.answer);
    const first = bench.request();
    await bench.clock.advance(1_000);
    expect(await first).toBe('none');
    expect(bench.isolate.prepare({})).toBeUndefined();
    relay.arrive();
    await Promise.all(bench.held);
    expect(await bench.request()).toBe('one');
    expect(bench.clock.pending()).toBe(0);
  });

  it('answers at once where the relay proxy is unreachable, tells the cause once, and retries with pauses that grow', async () => {
    const bench = anIsolate(UNREACHABLE);
    expect(await bench.request()).toBe('none');
    for (let second = 0; second < 20; second += 1) {
      expect(bench.isolate.prepare({})).toBeUndefined();
      await bench.clock.advance(1_000);
    }
    expect(bench.requests.length).toBeGreaterThan(3);
    expect(bench.requests.length).toBeLessThan(7);
    expect(bench.log).toEqual([expect.stringMatching(/^error: Flags have their defaults: No complete answer/)]);
  });

  it('counts as cold again some time after a failure, so that a rare visitor gets flags', async () => {
    const bench = anIsolate(UNREACHABLE);
    expect(await bench.request()).toBe('none');
    bench.answer = ONE;
    await bench.clock.advance(60_000);
    expect(await bench.request()).toBe('one');
  });

  it('tells a refused key once, and asks rarely', async () => {
    const bench = anIsolate(aStatus(401));
    for (let minute = 0; minute < 3; minute += 1) {
      await bench.request();
      await bench.clock.advance(60_000);
    }
    expect(bench.log).toHaveLength(1);
    expect(bench.requests.length).toBeLessThanOrEqual(3);
  });

  it('survives an engine that cannot be loaded', async () => {
    const bench = anIsolate(ONE, { loadEvaluator: () => Promise.reject(new Error('no WebAssembly here')) });
    expect(await bench.request()).toBe('none');
    expect(bench.log).toEqual(['error: Flags have their defaults: no WebAssembly here']);
    expect(bench.isolate.problem).toContain('no WebAssembly here');
  });
});

describe('an isolate with a configuration', () => {
  it('never lets a request wait: it serves what it has and refreshes behind the response', async () => {
    const bench = anIsolate(ONE);
    await bench.request();
    bench.answer = NEVER;
    await bench.clock.advance(60_000);
    expect(bench.isolate.prepare({ waitUntil: (work) => void bench.held.push(work) })).toBeUndefined();
    expect(bench.isolate.evaluator?.evaluate({}, 'flag')?.value).toBe('one');
    await bench.clock.advance(0);
    expect(bench.requests).toHaveLength(2);
  });

  it('serves the new configuration to the requests after the refresh', async () => {
    const bench = anIsolate(ONE);
    expect(await bench.request()).toBe('one');
    bench.answer = TWO;
    await bench.clock.advance(11_000);
    expect(await bench.request()).toBe('one');
    await Promise.all(bench.held);
    expect(await bench.request()).toBe('two');
    expect(bench.requests).toHaveLength(2);
  });

  it('asks conditionally, and not before pollIntervalMs has passed', async () => {
    const bench = anIsolate(ONE);
    await bench.request();
    await bench.clock.advance(9_000);
    await bench.request();
    expect(bench.requests).toHaveLength(1);
    await bench.clock.advance(2_000);
    await bench.request();
    await Promise.all(bench.held);
    expect(bench.requests).toEqual([undefined, ONE.kind === 'body' ? await ONE.body.entityTag() : '']);
  });

  it('never asks again where polling is off', async () => {
    const bench = anIsolate(ONE, { pollIntervalMs: 0 });
    await bench.request();
    await bench.clock.advance(86_400_000);
    await bench.request();
    expect(bench.requests).toHaveLength(1);
  });

  it('sets no timer between requests', async () => {
    const bench = anIsolate(ONE);
    await bench.request();
    expect(bench.clock.pending()).toBe(0);
  });

  it('keeps serving through faults, tells each cause once, and again after it had recovered', async () => {
    const bench = anIsolate(ONE);
    const refresh = async (answer: IsolateBench['answer']): Promise<void> => {
      bench.answer = answer;
      await bench.clock.advance(400_000);
      expect(await bench.request()).toBe('one');
      await Promise.all(bench.held);
    };
    await bench.request();
    for (const answer of [UNREACHABLE, aStatus(503), UNREACHABLE, aStatus(503), ONE, UNREACHABLE])
      await refresh(answer);
    expect(bench.log).toHaveLength(3);
  });

  it('believes that all flags are gone only when it is said twice', async () => {
    const bench = anIsolate(ONE);
    await bench.request();
    bench.answer = aBody({});
    await bench.clock.advance(11_000);
    await bench.request();
    await Promise.all(bench.held);
    expect(await bench.request()).toBe('one');
    await bench.clock.advance(6_000);
    await bench.request();
    await Promise.all(bench.held);
    expect(await bench.request()).toBeUndefined();
  });

  it('starts another refresh where the platform has cut one off', async () => {
    const bench = anIsolate(ONE);
    await bench.request();
    bench.answer = NEVER;
    await bench.clock.advance(11_000);
    await bench.request({});
    await bench.clock.advance(0);
    bench.answer = TWO;
    await bench.clock.advance(12_000);
    expect(await bench.request({})).toBe('two');
    expect(bench.log).toEqual([expect.stringContaining('Pass "waitUntil"')]);
  });

  it('drops the answer of a refresh that it had given up', async () => {
    const relay = later();
    const bench = anIsolate(TWO, {
      source: { fetch: async () => (typeof bench.answer === 'function' ? bench.answer() : bench.answer) },
    });
    await bench.request();
    bench.answer = relay.answer;
    await bench.clock.advance(11_000);
    await bench.request();
    bench.answer = TWO;
    await bench.clock.advance(12_000);
    await bench.request();
    relay.arrive();
    await bench.clock.advance(0);
    expect(await bench.request()).toBe('two');
  });
});

describe('isolates that share a cache', () => {
  it('begin from what another one has left, without asking the relay proxy', async () => {
    const bench = anIsolate(ONE);
    await bench.request();
    await Promise.all(bench.held);
    const another = bench.another();
    expect(await another.request()).toBe('one');
    expect(another.requests).toEqual([]);
    expect(bench.entries.size).toBe(1);
  });

  it('serve an old entry at once, and refresh it for all', async () => {
    const bench = anIsolate(TWO);
    leaveInCache(bench, aConfiguration({ flag: { value: 'one' } }), '"one"');
    await bench.clock.advance(60_000);
    expect(await bench.request()).toBe('one');
    await Promise.all(bench.held);
    expect(await bench.request()).toBe('two');
    expect(bench.requests).toEqual(['"one"']);
    expect(await bench.another().request()).toBe('two');
  });

  it('take over what another one fetched meanwhile', async () => {
    const bench = anIsolate(ONE);
    await bench.request();
    await bench.clock.advance(11_000);
    leaveInCache(bench, aConfiguration({ flag: { value: 'two' } }), '"two"');
    await bench.request();
    await Promise.all(bench.held);
    expect(await bench.request()).toBe('two');
    expect(bench.requests).toHaveLength(1);
  });

  it('do not go back to an older entry', async () => {
    const bench = anIsolate(TWO);
    await bench.request();
    leaveInCache(bench, aConfiguration({ flag: { value: 'one' } }), '"one"');
    await bench.clock.advance(60_000);
    await bench.request();
    await Promise.all(bench.held);
    expect(await bench.request()).toBe('two');
  });

  it('renew the entry when the relay proxy confirms it', async () => {
    const bench = anIsolate(ONE);
    await bench.request();
    await bench.clock.advance(11_000);
    await bench.request();
    await Promise.all(bench.held);
    const another = bench.another();
    await another.request();
    expect(another.requests).toEqual([]);
  });

  it('delete the entry of a key that is refused', async () => {
    const bench = anIsolate(ONE);
    await bench.request();
    bench.answer = aStatus(401);
    await bench.clock.advance(11_000);
    expect(await bench.request()).toBe('one');
    await Promise.all(bench.held);
    expect(bench.entries.size).toBe(0);
  });

  it('ignore an entry that is cut', async () => {
    const bench = anIsolate(ONE);
    leaveInCache(bench, aConfiguration({ flag: { value: 'one' } }), '"one"');
    for (const [url, text] of bench.entries) bench.entries.set(url, text.slice(0, -4));
    expect(await bench.request()).toBe('one');
    expect(bench.requests).toEqual([undefined]);
  });
});

describe('a configuration that is handed over', () => {
  it('is served from the first request on, without a relay proxy', async () => {
    const bench = anIsolate(NEVER, {
      source: undefined,
      given: aConfiguration({ flag: { value: 'given' } }),
      pollIntervalMs: 0,
    });
    expect(await bench.request()).toBe('given');
    await bench.clock.advance(86_400_000);
    expect(bench.isolate.prepare({})).toBeUndefined();
    expect(bench.requests).toEqual([]);
  });

  it('is refreshed from the relay proxy behind the first request', async () => {
    const bench = anIsolate(ONE, { given: aConfiguration({ flag: { value: 'given' } }) });
    expect(await bench.request()).toBe('given');
    await Promise.all(bench.held);
    expect(await bench.request()).toBe('one');
  });
});

it('closes while it fetches, and starts anew with the next request', async () => {
  const bench = anIsolate(NEVER);
  const waiting = bench.request();
  await bench.isolate.close();
  expect(await waiting).toBe('none');
  bench.answer = ONE;
  expect(await bench.request()).toBe('one');
  expect(bench.log).toEqual([]);
});

it('survives a waitUntil that throws', async () => {
  const waitUntil = (): never => {
    throw new Error('the response has been sent');
  };
  const bench = anIsolate(ONE);
  expect(await bench.request({ waitUntil })).toBe('one');
  expect(bench.log).toEqual([expect.stringContaining('"waitUntil" threw')]);
});
