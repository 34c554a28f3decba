import { beforeAll, describe, expect, test } from 'vitest';
import type { EngineContext, EngineModule, Evaluation, Evaluator, FlagConfiguration, JsonValue } from './evaluator.ts';
import { loadEngine } from './load-engine.ts';

const modules = new Map<string, EngineModule>();

beforeAll(async () => {
  modules.set('WebAssembly', await loadEngine());
  modules.set('the JavaScript twin', await loadEngine(undefined, { javascript: 'always' }));
});

const onOff = { on: true, off: false };

function rule(query: string): JsonValue {
  return { variations: onOff, targeting: [{ query, variation: 'on' }], defaultRule: { variation: 'off' } };
}

describe.each(['WebAssembly', 'the JavaScript twin'])('an evaluator in %s', (name) => {
  function evaluator(configuration: FlagConfiguration, now?: () => number): Evaluator {
    const made = modules.get(name)?.createEvaluator(now === undefined ? {} : { now });
    if (made === undefined) throw new Error(`${name} has not been loaded`);
    made.configure(configuration);
    return made;
  }

  function variationFor(query: string, context: EngineContext): string | undefined {
    const made = evaluator({ flags: { f: rule(query) } });
    made.setContext(context);
    return made.evaluate('f')?.variation;
  }

  test('does not know a flag that the configuration does not have, not even one that every object has', () => {
    const made = evaluator({ flags: {} });
    expect(made.evaluate('f')).toBeUndefined();
    expect(made.evaluate('toString')).toBeUndefined();
    expect(made.evaluate('__proto__')).toBeUndefined();
  });

  test('hands out the same frozen answer until the context changes', () => {
    const made = evaluator({ flags: { f: rule('age gt 18') } });
    made.setContext({ age: 30 });
    const first = made.evaluate('f');
    expect(made.evaluate('f')).toBe(first);
    expect(Object.isFrozen(first)).toBe(true);
    made.setContext({ age: 3 });
    expect(made.evaluate('f')?.value).toBe(false);
    expect(first?.value).toBe(true);
  });

  test('answers with the configuration’s own value, not with a copy', () => {
    const value = { deep: [1, { x: 'é' }] };
    const made = evaluator({ flags: { f: { variations: { a: value }, defaultRule: { variation: 'a' } } } });
    expect(made.evaluate('f')?.value).toBe(value);
  });

  test('reads what flags have in common once, and takes nothing for common that is not', () => {
    const flag = (more: Record<string, JsonValue> = {}): JsonValue => ({
      variations: onOff,
      defaultRule: { variation: 'on' },
      ...more,
    });
    const named = (ruleName: string, variations: JsonValue = onOff): JsonValue => ({
      variations,
      targeting: [{ name: ruleName, query: 'a eq 1', variation: 'on' }],
      defaultRule: { variation: 'off' },
    });
    const flags = {
      plain: flag(),
      versioned: flag({ version: '1' }),
      later: flag({ version: '2' }),
      untracked: flag({ trackEvents: false }),
      described: flag({ metadata: { owner: 'me' } }),
      text: flag({ variations: { on: 'true' } }),
      other: flag({ variations: { on: 'tru€' } }),
      number: flag({ variations: { on: 1 } }),
      zero: flag({ variations: { on: 0 } }),
      negative: flag({ variations: { on: -0 } }),
      renamed: flag({ variations: { On: true }, defaultRule: { variation: 'On' } }),
      first: named('first'),
      second: named('second'),
      third: named('second', { on: 'true' }),
      experiment: flag({ experimentation: { start: '2020-01-01T00:00:00Z' } }),
      half: flag({ variations: { '\ud800': true }, defaultRule: { variation: '\ud800' } }),
      replaced: flag({ variations: { '\ufffd': true }, defaultRule: { variation: '\ufffd' } }),
    };
    const made = evaluator({ flags: { ...flags, again: flag() } });
    made.setContext({ a: 1 });
    for (const [key, alone] of Object.entries(flags)) {
      const lone = evaluator({ flags: { [key]: alone } });
      lone.setContext({ a: 1 });
      expect(made.evaluate(key), key).toStrictEqual(lone.evaluate(key));
    }
    expect(made.evaluate('again')).toBe(made.evaluate('plain'));
  });

  test('forgets flags and answers with the next configuration', () => {
    const made = evaluator({ flags: { f: rule('a eq 1') } });
    made.setContext({ a: 1 });
    expect(made.evaluate('f')?.value).toBe(true);
    made.configure({ flags: { f: rule('a eq 2'), g: rule('a eq 1') } });
    expect(made.evaluate('f')?.value).toBe(false);
    expect(made.evaluate('g')?.value).toBe(true);
  });

  test('a rollout that shrinks is joined at its start by those who leave it again', () => {
    const step = (variation: string, percentage: number, date: string): JsonValue => ({ variation, percentage, date });
    const progressiveRollout = {
      initial: step('off', 90, '2026-01-01T00:00:00Z'),
      end: step('on', 1, '2026-01-02T00:00:00Z'),
    };
    const start = Date.parse('2026-01-01T00:00:00Z');
    let clock = start - 1000;
    const made = evaluator({ flags: { f: { variations: onOff, defaultRule: { progressiveRollout } } } }, () => clock);
    made.setContext({ targetingKey: 'user-2' });
    expect(made.evaluate('f')).toMatchObject({ variation: 'off', validUntilMs: start });
    clock = start;
    const joined = made.evaluate('f');
    expect(joined?.variation).toBe('on');
    clock = joined?.validUntilMs ?? 0;
    expect(clock).toBeGreaterThan(start);
    expect(clock).toBeLessThan(Date.parse('2026-01-02T00:00:00Z'));
    expect(made.evaluate('f')).toMatchObject({ variation: 'off', validUntilMs: Number.POSITIVE_INFINITY });
  });

  test('knows nothing after it has been disposed of, however often', () => {
    const made = evaluator({ flags: { f: rule('a eq 1') } });
    made.dispose();
    made.dispose();
    made.configure({ flags: { f: rule('a eq 1') } });
    made.setContext({ a: 1 });
    expect(made.evaluate('f')).toBeUndefined();
  });

  test.each<[string, unknown, string]>([
    ['a date as its ISO text', new Date(0), '"1970-01-01T00:00:00.000Z"'],
    ['a boxed string as a string', Object('x'), '"x"'],
    ['text beyond ASCII', 'Ünï😀', '"üNÏ😀"'],
    ['a text longer than any buffer', 'ab'.repeat(70_000), `"${'ab'.repeat(70_000)}"`],
    ['an empty text', '', '""'],
    ['a whole number beyond 32 bits', 2 ** 53 - 1, '9007199254740991'],
    ['a negative whole number', -7, '-7'],
    ['a whole number written as a float', 3, '3.0'],
    ['a fraction', 0.1, '0.1'],
    ['a boolean', false, 'false'],
    ['NaN as null', Number.NaN, 'null'],
    ['null as null', null, 'null'],
    ['undefined as nothing', undefined, 'null'],
    ['a function as nothing', () => 1, 'null'],
  ])('reads %s', (_, value, literal) => {
    const attribute = value === 'Ünï😀' ? 'Ünï😀' : value;
    expect(variationFor(`a eq ${literal}`, { a: attribute })).toBe('on');
  });

  test('sees of a context only what is its own', () => {
    expect(variationFor('constructor pr', {})).toBe('off');
    expect(variationFor('toString pr', { toString: 'mine' })).toBe('on');
    expect(variationFor('inherited pr', Object.create({ inherited: 1 }) as EngineContext)).toBe('off');
    expect(variationFor('own pr', Object.assign(Object.create(null) as object, { own: 1 }))).toBe('on');
  });

  test('follows paths into nested objects and lists', () => {
    const context = { company: { owner: { name: 'John' }, sizes: [1, 2] } };
    expect(variationFor('company.owner.name eq "JOHN"', context)).toBe('on');
    expect(variationFor('{"in":[2,{"var":"company.sizes"}]}', context)).toBe('on');
    expect(variationFor('{"==":[{"var":["company.none","x"]},"x"]}', context)).toBe('on');
  });

  test('hands the whole context to a rule that computes what it reads', () => {
    const query = '{"==":[{"var":{"cat":["pl","an"]}},"pro"]}';
    expect(variationFor(query, { plan: 'pro', other: 1 })).toBe('on');
  });

  test('lays the enrichment over the context', () => {
    const made = evaluator({
      flags: { f: rule('env eq "prod" and plan eq "pro"') },
      evaluationContextEnrichment: { env: 'prod' },
    });
    made.setContext({ env: 'dev', plan: 'pro' });
    expect(made.evaluate('f')?.value).toBe(true);
  });

  test('lays an attribute called like an object’s own over the context as well', () => {
    const made = evaluator({ flags: { f: rule('valueOf eq 1') }, evaluationContextEnrichment: { valueOf: 1 } });
    made.setContext({});
    expect(made.evaluate('f')?.value).toBe(true);
  });

  test.each<[string, EngineContext, RegExp]>([
    ['a bigint', { a: 1n }, /bigint/],
    ['a cycle', cyclic(), /cannot be written as JSON/],
    ['a value nested too deep', { a: nested(500) }, /maximum nesting depth/],
  ])('answers flags that read %s with PARSE_ERROR, and all others', (_, context, details) => {
    const made = evaluator({ flags: { reads: rule('a pr'), doesNot: rule('b eq 1') } });
    made.setContext({ ...context, b: 1 });
    expect(made.evaluate('reads')?.errorCode).toBe('PARSE_ERROR');
    expect(made.evaluate('reads')?.errorDetails).toMatch(details);
    expect(made.evaluate('doesNot')?.value).toBe(true);
    made.setContext({ a: 1 });
    expect(made.evaluate('reads')?.value).toBe(true);
  });

  test('reads the clock only for flags that time can change', () => {
    let readings = 0;
    const clock = (): number => {
      readings++;
      return 0;
    };
    const made = evaluator({ flags: { f: rule('a eq 1'), g: schedule() } }, clock);
    made.setContext({ a: 1, targetingKey: 'k' });
    made.evaluate('f');
    made.evaluate('f');
    expect(readings).toBe(0);
    made.evaluate('g');
    expect(readings).toBeGreaterThan(0);
  });

  test('follows a schedule by the clock, and says until when an answer holds', () => {
    let now = Date.parse('2026-01-01T00:00:00Z');
    const made = evaluator({ flags: { g: schedule() } }, () => now);
    made.setContext({ plan: 'pro' });
    const before = made.evaluate('g');
    expect(before).toMatchObject({ value: false, validUntilMs: Date.parse('2026-02-01T00:00:00Z') });
    now = Date.parse('2026-02-01T00:00:00Z') - 1;
    expect(made.evaluate('g')).toBe(before);
    now += 1;
    expect(made.evaluate('g')).toMatchObject({ value: true, variation: 'on', validUntilMs: Number.POSITIVE_INFINITY });
  });

  test('does not keep an answer when the clock is set back', () => {
    let now = Date.parse('2026-03-01T00:00:00Z');
    const made = evaluator({ flags: { g: schedule() } }, () => now);
    made.setContext({ plan: 'pro' });
    expect(made.evaluate('g')?.value).toBe(true);
    now = Date.parse('2026-01-01T00:00:00Z');
    expect(made.evaluate('g')?.value).toBe(false);
  });

  test.each<[string, unknown, string]>([
    ['nests too deep', nested(500), 'PARSE_ERROR'],
    ['is no JSON', { variations: { a: 1n }, defaultRule: { variation: 'a' } }, 'GENERAL'],
    ['is nothing', undefined, 'FLAG_CONFIG'],
  ])('answers every flag but the one that %s', (_, spoilt, errorCode) => {
    const keys = Array.from({ length: 20 }, (_unused, at) => `f${at}`);
    const flags = Object.fromEntries(keys.map((key) => [key, key === 'f11' ? (spoilt as JsonValue) : rule('a eq 1')]));
    const made = evaluator({ flags });
    made.setContext({ a: 1 });
    for (const key of keys) {
      const answer = made.evaluate(key);
      if (key === 'f11') expect(answer?.errorCode).toBe(errorCode);
      else expect(answer).toMatchObject({ value: true, errorCode: '' });
    }
  });

  test('answers flags whose keys are numbers or names of what every object has', () => {
    const keys = ['b', '10', '2', 'constructor', '__proto__', 'a'];
    const made = evaluator({
      flags: Object.fromEntries(
        keys.map((key) => [key, { variations: { [key]: key }, defaultRule: { variation: key } }]),
      ),
    });
    for (const key of keys) expect(made.evaluate(key)).toMatchObject({ variation: key, value: key });
  });

  test('promises for ever what a pinned date decides', () => {
    const made = evaluator({ flags: { g: schedule() } }, () => 0);
    made.setContext({ plan: 'pro', gofeatureflag: { currentDateTime: '2026-03-01T00:00:00Z' } });
    expect(made.evaluate('g')).toMatchObject({ value: true, validUntilMs: Number.POSITIVE_INFINITY });
  });

  test('knows the second at which a progressive rollout reaches a user', () => {
    const start = Date.parse('2026-01-01T00:00:00Z');
    const day = 86_400_000;
    let now = start + 1;
    const made = evaluator({ flags: { p: progressive(start, start + day) } }, () => now);
    for (const user of ['a', 'b', 'c', 'd', 'e']) {
      now = start + 1;
      made.setContext({ targetingKey: user });
      const early = made.evaluate('p') as Evaluation;
      expect(early.variation).toBe('off');
      expect(early.validUntilMs).toBeGreaterThan(now);
      expect(early.validUntilMs).toBeLessThanOrEqual(start + day);
      now = early.validUntilMs - 1;
      expect(made.evaluate('p')).toBe(early);
      now = early.validUntilMs;
      expect(made.evaluate('p')).toMatchObject({ variation: 'on', validUntilMs: Number.POSITIVE_INFINITY });
    }
  });

  test.each(['2026-01-02T00:00:00Z', '2026-01-02T00:00:00.999999999Z', '9999-12-31T23:59:59.9999999Z'])(
    'keeps the last millisecond of an experiment that ends at %s inside of it, and not the next',
    (end) => {
      // What is finer is cut off; WebKit's `Date.parse` rounds it up.
      let now = Date.parse(end.replace(/(\.\d{3})\d+/, '$1'));
      const flag = { variations: onOff, defaultRule: { variation: 'on' }, experimentation: { end } };
      const made = evaluator({ flags: { f: flag } }, () => now);
      expect(made.evaluate('f')).toMatchObject({ reason: 'STATIC', validUntilMs: now + 1 });
      now += 1;
      expect(made.evaluate('f')).toMatchObject({ reason: 'DISABLED', value: undefined });
    },
  );

  test('replaces an instance whose memory one context has blown up, tells so, and goes on', () => {
    const faults: Error[] = [];
    const made = modules.get(name)?.createEvaluator({ onFault: (fault) => faults.push(fault) });
    made?.configure({ flags: { f: rule('a.b eq 1') } });
    made?.setContext({ a: { b: 1, list: Array.from({ length: 2_000_000 }, () => 0) } });
    expect(made?.evaluate('f')?.value).toBe(true);
    made?.setContext({ a: { b: 1 } });
    expect(faults).toHaveLength(1);
    expect(made?.evaluate('f')?.value).toBe(true);
  });
});

function schedule(): JsonValue {
  return {
    variations: onOff,
    defaultRule: { variation: 'off' },
    scheduledRollout: [{ date: '2026-02-01T00:00:00Z', targeting: [{ query: 'plan eq "pro"', variation: 'on' }] }],
  };
}

function progressive(fromMs: number, toMs: number): JsonValue {
  const initial = { variation: 'off', percentage: 0, date: new Date(fromMs).toISOString() };
  const end = { variation: 'on', percentage: 100, date: new Date(toMs).toISOString() };
  return { variations: onOff, defaultRule: { progressiveRollout: { initial, end } } };
}

function nested(levels: number): unknown {
  let value: unknown = 1;
  for (let level = 0; level < levels; level++) value = [value];
  return value;
}

function cyclic(): EngineContext {
  const a: { self?: unknown } = {};
  a.self = a;
  return { a };
}
