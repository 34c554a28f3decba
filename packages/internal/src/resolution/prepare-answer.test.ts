import { expect, it } from 'vitest';
import type { FlagAnswer } from './flag-answer.ts';
import { type HandedOut, prepareAnswer, resolvePrepared } from './prepare-answer.ts';

function anAnswer(parts: Partial<FlagAnswer>): FlagAnswer {
  const nothing = { variant: undefined, errorCode: undefined, errorMessage: undefined, flagMetadata: undefined };
  return { value: undefined, reason: 'STATIC', ...nothing, ...parts };
}

it('shares one object with all who ask, and lets nobody write to it', () => {
  const value = { list: [{ a: 1 }] };
  const prepared = prepareAnswer('f', anAnswer({ value }), new Map());
  const ask = () => resolvePrepared<typeof value>('f', 'object', { list: [] }, prepared).value;
  expect(ask()).toEqual(value);
  expect(ask()).toBe(ask());
  expect(ask()).not.toBe(value);
  expect(() => ask().list.push({ a: 2 })).toThrow(TypeError);
  expect(() => Object.assign(ask().list[0] ?? {}, { a: 2 })).toThrow(TypeError);
});

it('keeps an object as long as it says the same, and each flag’s apart', () => {
  const handedOut: HandedOut = new Map();
  const ask = (flagKey: string, answer: FlagAnswer): unknown =>
    resolvePrepared(flagKey, 'object', {}, prepareAnswer(flagKey, answer, handedOut)).value;
  const first = ask('f', anAnswer({ value: { a: 1, b: [2] }, reason: 'CACHED' }));
  expect(ask('f', anAnswer({ value: { b: [2], a: 1 }, variant: 'v' }))).toBe(first);
  expect(ask('g', anAnswer({ value: { a: 1, b: [2] } }))).not.toBe(first);
  expect(ask('f', anAnswer({ value: { a: 1, b: [3] } }))).toEqual({ a: 1, b: [3] });
});

it('takes no default for an answer, and no answer of another type', () => {
  const prepared = prepareAnswer('f', anAnswer({ value: { a: 1 } }), new Map());
  expect(resolvePrepared('f', 'string', 'mine', prepared)).toMatchObject({ value: 'mine', errorCode: 'TYPE_MISMATCH' });
  for (const parts of [{ value: null }, { errorCode: 'GENERAL' }, { value: Number.POSITIVE_INFINITY }]) {
    expect(resolvePrepared('f', 'number', 7, prepareAnswer('f', anAnswer(parts), new Map())).value).toBe(7);
  }
});
