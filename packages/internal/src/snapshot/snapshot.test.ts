import { expect, it } from 'vitest';
import type { FlagAnswer } from '../resolution/flag-answer.ts';
import { digestContext } from './digest-context.ts';
import { readSnapshot } from './read-snapshot.ts';
import { snapshotRule } from './snapshot-rule.ts';
import { writeSnapshot } from './write-snapshot.ts';

const NOTHING: FlagAnswer = {
  value: null,
  variant: undefined,
  reason: 'DISABLED',
  errorCode: undefined,
  errorMessage: undefined,
  flagMetadata: undefined,
};
const ANSWERS: readonly (readonly [string, FlagAnswer])[] = [
  ['on', { ...NOTHING, value: true, variant: 'enabled', reason: 'TARGETING_MATCH' }],
  ['limits', { ...NOTHING, value: { items: [1, 2.5] }, reason: 'STATIC', flagMetadata: { version: '3', beta: true } }],
  ['retired', NOTHING],
  ['failed', { ...NOTHING, reason: 'ERROR', errorCode: 'TARGETING_KEY_MISSING', errorMessage: 'Error: no key' }],
  ['__proto__', { ...NOTHING, value: 'odd' }],
];
const ALICE = { targetingKey: 'alice@example.com', plan: 'pro' };

const overTheWire = (snapshot: unknown): unknown => JSON.parse(JSON.stringify(snapshot));

it('gives every answer back as it was, after a journey as JSON', () => {
  const notes = { untracked: ['on'], exposed: [['limits', 1_750_000_000_000] as const] };
  expect(readSnapshot(overTheWire(writeSnapshot(ALICE, ANSWERS, notes)))).toEqual({
    kind: 'usable',
    context: digestContext(ALICE),
    answers: new Map(ANSWERS),
    untracked: new Set(['on']),
    exposed: new Map([['limits', 1_750_000_000_000]]),
  });
});

it('survives being written into a script, where a member named __proto__ would be lost', () => {
  const source = `return ${JSON.stringify(writeSnapshot(ALICE, ANSWERS))}`;
  const read = readSnapshot(Reflect.construct(Function, [source])());
  expect(read.kind === 'usable' && [...read.answers.keys()]).toEqual(ANSWERS.map(([flagKey]) => flagKey));
});

it('holds no attribute of the context, and nothing about a flag that its answer does not say', () => {
  const text = JSON.stringify(writeSnapshot(ALICE, [['on', { ...NOTHING, value: true, reason: 'STATIC' }]]));
  expect(text).toBe(
    `{"format":"goff-web-snapshot/1","context":"${digestContext(ALICE)}","flags":[["on",true,"STATIC"]]}`,
  );
});

it('tells contexts apart by what goes over the wire, not by the order of their attributes', () => {
  const at = new Date(0);
  expect(digestContext({ a: 1, b: { c: at, d: undefined } })).toBe(digestContext({ b: { c: at.toISOString() }, a: 1 }));
  expect(digestContext(undefined)).toBe(digestContext({}));
  const others = [{}, { a: 1 }, { a: '1' }, { a: [1] }, { a: { '0': 1 } }, { b: 1 }, { a: null }, { A: 1 }];
  expect(new Set(others.map(digestContext)).size).toBe(others.length);
});

it('digests a context that JSON cannot write', () => {
  const cycle: { self?: unknown; id: bigint } = { id: 10n };
  cycle.self = cycle;
  expect(digestContext(cycle)).toBe(digestContext({ id: 10 }));
});

it('shares nothing with the object that it was read from, and lets nobody alter what it hands out', () => {
  const written = writeSnapshot({}, [['limits', { ...NOTHING, value: { items: [1] } }]]);
  const wire = overTheWire(written) as { flags: [string, { items: number[] }, string][] };
  const read = readSnapshot(wire);
  wire.flags[0]?.[1].items.push(2);
  const answers = read.kind === 'usable' ? read.answers : new Map<string, FlagAnswer>();
  const value = answers.get('limits')?.value as { items: number[] };
  expect(value).toEqual({ items: [1] });
  expect(() => value.items.push(3)).toThrow(TypeError);
});

it.each([
  ['another version', { ...writeSnapshot({}, []), format: 'goff-web-snapshot/2' }, 'is not of the format'],
  ['a configuration', { flags: {} }, 'is not of the format'],
  ['no text of context', { ...writeSnapshot({}, []), context: 1 }, 'is damaged'],
  ['no list of flags', { ...writeSnapshot({}, []), flags: { a: 1 } }, 'is damaged'],
  ['a flag without reason', { ...writeSnapshot({}, []), flags: [['a', 1]] }, 'is damaged'],
  ['nothing', null, 'is not of the format'],
])('refuses %s in words', (_, input, words) => {
  expect(readSnapshot(input)).toEqual({ kind: 'unusable', problem: expect.stringContaining(words) });
});

it('leaves out notes that it does not understand, and keeps the answers', () => {
  const read = readSnapshot({ ...writeSnapshot({}, ANSWERS), exposed: [['on', 1], 'x'], untracked: { on: true } });
  expect(read).toMatchObject({ answers: new Map(ANSWERS), exposed: new Map([['on', 1]]), untracked: new Set() });
});

it('is an option that takes any object, because servers are older or newer than the page', () => {
  expect(snapshotRule.read({ format: 'goff-web-snapshot/9' })).toBeDefined();
  expect(snapshotRule.read('{}')).toBeUndefined();
});
