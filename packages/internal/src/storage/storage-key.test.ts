import { expect, it } from 'vitest';
import { storageKey } from './storage-key.ts';

it('differs in every part it is made of, and shows none of them', () => {
  const keys = [
    storageKey('configuration', ['https://relay.test', 'secret-key', ['a', 'b']]),
    storageKey('configuration', ['https://relay.test', undefined, ['a', 'b']]),
    storageKey('configuration', ['https://relay.test', 'secret-key', ['a']]),
    storageKey('configuration', ['https://relay.test', 'secret-key', 'a']),
    storageKey('configuration', ['https://other.test', 'secret-key', ['a', 'b']]),
    storageKey('answers', ['https://relay.test', 'secret-key', ['a', 'b']]),
  ];
  expect(new Set(keys).size).toBe(keys.length);
  for (const key of keys) expect(key).not.toMatch(/secret|relay\.test/);
});

it('is the same for the same parts, so that the next page finds the entry', () => {
  expect(storageKey('configuration', ['e', 'k', []])).toBe(storageKey('configuration', ['e', 'k', []]));
});
