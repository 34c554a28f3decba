import { expect, it } from 'vitest';
import { storageKey, storagePrefix } from './storage-key.ts';

it('gives everything that may not be mixed up a name of its own', () => {
  const [ours, theirs] = [
    storagePrefix('https://relay.test', 'secret-key'),
    storagePrefix('https://relay.test', undefined),
  ];
  const names = [
    storageKey(ours, 'configuration', [['a', 'b']]),
    storageKey(theirs, 'configuration', [['a', 'b']]),
    storageKey(ours, 'configuration', [['a']]),
    storageKey(ours, 'configuration', ['a']),
    storageKey(ours, 'configuration', [undefined]),
    storageKey(storagePrefix('https://other.test', 'secret-key'), 'configuration', [['a', 'b']]),
    storageKey(ours, 'answers', [['a', 'b']]),
  ];
  expect(new Set(names).size).toBe(names.length);
  expect(names.join()).not.toContain('secret-key');
});

it('names the same thing the same, under what is common to one relay proxy and key', () => {
  const prefix = storagePrefix('e', 'k');
  expect(storageKey(prefix, 'configuration', [[]])).toBe(storageKey(storagePrefix('e', 'k'), 'configuration', [[]]));
  expect(storageKey(prefix, 'configuration', [[]]).startsWith(`${prefix}configuration/`)).toBe(true);
});
