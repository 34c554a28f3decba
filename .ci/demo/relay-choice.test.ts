import { expect, test } from 'vitest';
import { relayChoice } from './relay-choice.ts';

test('the two relay proxies that can be started are named', () => {
  expect([relayChoice('embedded'), relayChoice('real')]).toEqual(['embedded', 'real']);
});

test('an address is that of a relay proxy elsewhere', () => {
  expect(relayChoice('https://relay.example/base')).toEqual(new URL('https://relay.example/base'));
});

test.for(['', 'reel', 'relay.example', 'ftp://relay.example'])('%j is refused with what would be right', (text) => {
  expect(() => relayChoice(text)).toThrow(`--relay takes "embedded", "real" or an http(s) address, got "${text}"`);
});
