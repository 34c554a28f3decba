import { expect, it } from 'vitest';
import { browserLastWords } from './browser-last-words.ts';

it('writes at once where the next page reads, finds by prefix, and leaves the application’s entries alone', () => {
  localStorage.setItem('application', 'own');
  browserLastWords()?.write('words-test/page', 'last');
  expect(localStorage.getItem('words-test/page')).toBe('last');
  const next = browserLastWords();
  expect(next?.keys('words-test/')).toEqual(['words-test/page']);
  expect([next?.read('words-test/page'), next?.read('words-test/other')]).toEqual(['last', undefined]);
  next?.remove('words-test/page');
  expect([next?.keys('words-test/'), localStorage.getItem('application')]).toEqual([[], 'own']);
  localStorage.removeItem('application');
});

it('does not fill the application’s room', () => {
  const words = browserLastWords();
  words?.write('words-test/large', 'x'.repeat(500_001));
  expect(words?.keys('words-test/')).toEqual([]);
});
