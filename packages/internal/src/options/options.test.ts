import { expect, it } from 'vitest';
import { OptionError } from '../errors/option-error.ts';
import { describeValue } from './describe-value.ts';
import { nearestName } from './nearest-name.ts';
import type { OptionRule } from './option-rule.ts';
import {
  apiKeyRule,
  endpointRule,
  fetchRule,
  flagListRule,
  headersRule,
  integerRule,
  loggerRule,
  logLevelRule,
  oneOfRule,
  storageRule,
} from './option-rules.ts';
import { readOption, readOptions } from './read-options.ts';

const broken = { get: () => '', set: () => undefined };

it.each<[string, OptionRule<unknown>, readonly unknown[]]>([
  [
    'endpoint',
    endpointRule,
    ['', '/flags', 'relay.example.com', 'ftp://a', 'https://u:p@a', 'https://a?b=1', 'https://a#b', 1, null],
  ],
  ['apiKey', apiKeyRule, ['a\nb', 'é', 1, null, {}]],
  [
    'pollIntervalMs',
    integerRule('milliseconds', 1_000, 9_000, 'or-zero'),
    [-1, 1, 999, 9_001, 1_000.5, Number.NaN, '1000', null],
  ],
  ['cacheMode', oneOfRule(['a', 'b']), ['c', '', null, 1]],
  ['flagList', flagListRule, ['a', [''], [1], {}, null]],
  [
    'headers',
    headersRule,
    [[['a', 'b']], new Headers({ a: 'b' }), new Map([['a', 'b']]), { a: 1 }, { 'a b': 'c' }, { a: 'b\nc' }, 'a', null],
  ],
  ['fetch', fetchRule, ['fetch', {}, null]],
  ['storage', storageRule, ['localstorage', {}, broken, null]],
  ['logger', loggerRule, [{}, { error: () => undefined }, null, 'console']],
  ['logLevel', logLevelRule, ['warn', 'DEBUG', null]],
])('refuses illegal values of "%s" with its name and its range', (name, rule, illegal) => {
  for (const value of illegal) {
    expect(() => readOption(name, value, rule)).toThrow(OptionError);
    expect(() => readOption(name, value, rule)).toThrow(`"${name}" must be ${rule.range}, got `);
  }
});

it('names the value that was given', () => {
  expect(() => readOption('timeoutMs', 0, integerRule('milliseconds', 1, 9))).toThrow(
    '"timeoutMs" must be an integer from 1 to 9 (milliseconds), got 0.',
  );
});

it.each([
  ['apiKey', apiKeyRule, 'hunter2\n'],
  ['headers', headersRule, { Authorization: 'hunt\ner2' }],
])('never shows the secret in "%s"', (name, rule: OptionRule<unknown>, secret) => {
  expect(() => readOption(name, secret, rule)).toThrow(/got a value of type (string|object)\.$/);
});

it.each([
  'https://relay.example.com/flags?apiKey=hunter2',
  'https://user:hunter2@relay.example.com',
  'hunter2@relay.example.com',
  new URL('https://relay.example.com/#hunter2'),
])('never shows the key that is written into the endpoint %s', (endpoint) => {
  const reading = (): string => readOption('endpoint', endpoint, endpointRule);
  expect(reading).toThrow(/ without credentials, query and fragment, got "\S{1,7}…\.$/);
});

it('shows an endpoint that is wrong and has no room for a key', () => {
  expect(() => readOption('endpoint', 'relay.example.com', endpointRule)).toThrow('got "relay.example.com".');
});

it.each([
  ['https://relay.example.com', 'https://relay.example.com'],
  ['https://relay.example.com/', 'https://relay.example.com'],
  ['http://localhost:1031/flags/', 'http://localhost:1031/flags'],
  [new URL('HTTPS://Relay.Example.Com:443/a/b//'), 'https://relay.example.com/a/b'],
])('reads the endpoint %s as %s', (given, expected) => {
  expect(readOption('endpoint', given, endpointRule)).toBe(expected);
});

it('sorts a flag list and keeps each key once', () => {
  expect(readOption('flagList', ['b', 'a', 'b'], flagListRule)).toEqual(['a', 'b']);
});

it('copies and freezes what it reads', () => {
  const given = { flagList: ['a'], headers: { 'X-Team': 'web' } };
  const { options } = readOptions<{ flagList: readonly string[]; headers: { readonly [name: string]: string } }>(
    'Provider',
    given,
    { flagList: flagListRule, headers: headersRule },
  );
  given.flagList.push('b');
  given.headers['X-Team'] = 'mobile';
  expect(options).toEqual({ flagList: ['a'], headers: { 'x-team': 'web' } });
  expect([options, options.flagList, options.headers].every(Object.isFrozen)).toBe(true);
});

it('treats a member that is undefined as absent', () => {
  const reading = readOptions<{ apiKey?: string }>(
    'Provider',
    { apiKey: undefined, old: undefined },
    { apiKey: apiKeyRule },
  );
  expect(reading).toEqual({ options: {}, warnings: [] });
});

it('warns of an unknown option and names the nearest known one', () => {
  const { warnings } = readOptions<{ apiKey?: string }>('Provider', { apikey: 'x', colour: 1 }, { apiKey: apiKeyRule });
  expect(warnings).toEqual([
    'Provider has no option "apikey"; it is ignored. Did you mean "apiKey"?',
    'Provider has no option "colour"; it is ignored.',
  ]);
});

it.each([undefined, null, 'https://relay.example.com', [], 1])('refuses %j in place of an options object', (input) => {
  expect(() => readOptions('Provider', input, {})).toThrow('Provider must be given an object of options, got ');
});

it('finds the nearest name only where it is near', () => {
  expect(nearestName('pollInterval', ['pollIntervalMs', 'timeoutMs'])).toBe('pollIntervalMs');
  expect(nearestName('pol', ['wasm', 'fetch'])).toBeUndefined();
});

it('describes any value on one short line', () => {
  const cyclic: { self?: unknown } = {};
  cyclic.self = cyclic;
  expect([cyclic, null, undefined, 1n, Symbol('x'), () => 1, Number.NaN, 'a"b', [1]].map(describeValue)).toEqual([
    'an object',
    'null',
    'undefined',
    '1',
    'Symbol(x)',
    'a function',
    'NaN',
    '"a\\"b"',
    '[1]',
  ]);
  expect(describeValue('x'.repeat(500)).length).toBeLessThan(90);
});
