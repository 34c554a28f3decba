import { expect, it } from 'vitest';
import { compareUtf8, encodeGoJson } from './go-json.ts';

it('sorts members by the bytes of their keys, at every depth', () => {
  expect(encodeGoJson({ b: { z: 1, a: [{ d: 1, c: null }] }, B: true, a: 'x' })).toBe(
    '{"B":true,"a":"x","b":{"a":[{"c":null,"d":1}],"z":1}}',
  );
});

it('orders an astral key after a key at the end of the basic plane', () => {
  expect(['\u{1F600}', '\uFF5E', 'a'].sort(compareUtf8)).toEqual(['a', '\uFF5E', '\u{1F600}']);
});

it('escapes what Go escapes', () => {
  expect(encodeGoJson('<a href="x">&\u2028\u2029\u0001\n')).toBe(
    '"\\u003ca href=\\"x\\"\\u003e\\u0026\\u2028\\u2029\\u0001\\n"',
  );
});

it('writes numbers in the form that Go and JavaScript share', () => {
  expect(encodeGoJson([1, 100.25, 1e21, 1e-7, 123456789012])).toBe('[1,100.25,1e+21,1e-7,123456789012]');
});

it('keeps the order of a struct given as a map and leaves out what is undefined', () => {
  expect(
    encodeGoJson(
      new Map<string, string | undefined>([
        ['key', 'k'],
        ['errorCode', undefined],
        ['a', 'x'],
      ]),
    ),
  ).toBe('{"key":"k","a":"x"}');
});

it('replaces half a surrogate pair as Go does, and keeps whole ones', () => {
  expect(encodeGoJson('a\ud800b\u{1F600}')).toBe('"a\uFFFDb\u{1F600}"');
});
