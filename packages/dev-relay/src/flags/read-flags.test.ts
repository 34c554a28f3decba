import { describe, expect, it } from 'vitest';
import { FlagFileError } from './flag-file-error.ts';
import { readFlagObject, readFlags } from './read-flags.ts';

function faultsOf(text: string): readonly string[] {
  try {
    readFlags(text, 'flags.yaml');
  } catch (fault) {
    if (fault instanceof FlagFileError) return fault.message.split('\n');
    throw fault;
  }
  return [];
}

describe('a flags file', () => {
  it('keeps the spelling of text, takes YAML 1.1 booleans where a boolean is due, and drops unknown fields', () => {
    const text =
      'a:\n  version: 1.10\n  disable: yes\n  converter: v0\n  nonsense: 1\n  variations: { on: yes, off: "no" }\n';
    expect(readFlags(text, 'flags.yaml')).toEqual({
      a: { version: '1.10', disable: true, variations: { on: 'yes', off: 'no' } },
    });
  });

  it('writes dates as Go does, with their offset', () => {
    const text = 'a: { experimentation: { start: 2020-01-01, end: 2021-05-06T07:08:09.100+02:00 } }';
    expect(readFlags(text, 'flags.yaml')).toEqual({
      a: { experimentation: { start: '2020-01-01T00:00:00Z', end: '2021-05-06T07:08:09.1+02:00' } },
    });
  });

  it('follows anchors and merge keys', () => {
    const text = 'base: &base { variations: { on: true }, disable: true }\nother: { <<: *base, disable: false }\n';
    expect(readFlags(text, 'flags.yaml')['other']).toEqual({ variations: { on: true }, disable: false });
  });

  it('reads JSON, null inside of values and keys such as __proto__', () => {
    const flags = readFlags('{"__proto__": {"variations": {"a": [1, null]}}}', 'flags.json');
    expect(Object.entries(flags)).toEqual([['__proto__', { variations: { a: [1, null] } }]]);
  });

  it.each(['', '{}', 'null', '# nothing yet\n'])('holds no flags when it is %j', (text) => {
    expect(readFlags(text, 'flags.yaml')).toEqual({});
  });
});

describe('a broken flags file', () => {
  it('is refused with line and column of every field of the wrong type', () => {
    expect(faultsOf('a:\n  variations: { on: true }\n  disable: maybe\nb:\n  targeting: x\n')).toEqual([
      'flags.yaml:3:12: a.disable must be true or false, not "maybe"',
      'flags.yaml:5:14: b.targeting must be a list, not "x"',
    ]);
  });

  it('is refused with the line of a syntax error', () => {
    expect(faultsOf('a:\n  variations: { on: true\nb: 1\n')[0]).toMatch(/^flags\.yaml:3:\d+: /);
  });

  it('is refused where it is no map of flags', () => {
    expect(faultsOf('- a\n')).toEqual(['flags.yaml:1:1: the file must be a map, not a list']);
  });
});

it('checks flags handed over as an object alike', () => {
  expect(readFlagObject({ a: { disable: true, other: 1 } }, 'flags')).toEqual({ a: { disable: true } });
  expect(() => readFlagObject({ a: { disable: 'maybe' } }, 'flags')).toThrow('flags: a.disable must be true or false');
});
