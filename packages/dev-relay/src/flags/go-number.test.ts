import { expect, it } from 'vitest';
import { goNumber } from './go-number.ts';

it.each([
  ['0x1F', 31],
  ['-0x1f', -31],
  ['0b11', 3],
  ['0o17', 15],
  ['017', 15],
  ['09', 9],
  ['1_000', 1000],
  ['+3', 3],
  ['.5', 0.5],
  ['1.', 1],
  ['1e3', 1000],
  ['-0', 0],
  ['-0.0', -0],
])('%s is the number %d', (text, number) => {
  expect(goNumber(text)).toBe(number);
});

it.each(['', 'a', '1a', '0x', '0b2', '-', '.', '1:30', '1e', '0x1g', '2024-01-02'])('%j is no number', (text) => {
  expect(goNumber(text)).toBeUndefined();
});
