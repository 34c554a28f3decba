import { expect, it } from 'vitest';
import { isRecoverableStatus } from './is-recoverable-status.ts';

it.each([408, 425, 429, 500, 502, 503, 504, 599])('expects %i to pass by itself', (status) => {
  expect(isRecoverableStatus(status)).toBe(true);
});

it.each([200, 204, 301, 400, 401, 403, 404, 405, 413, 415])('expects %i to stay', (status) => {
  expect(isRecoverableStatus(status)).toBe(false);
});
