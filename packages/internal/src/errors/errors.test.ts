import { expect, it } from 'vitest';
import { isGoffError } from './goff-error.ts';
import { isRecoverableStatus } from './is-recoverable-status.ts';
import { OptionError } from './option-error.ts';
import { ProviderClosedError } from './provider-closed-error.ts';
import { RelayError } from './relay-error.ts';

it.each([
  [undefined, true],
  [200, true],
  [400, false],
  [401, false],
  [403, false],
  [404, false],
  [408, true],
  [425, true],
  [429, true],
  [500, true],
  [503, true],
])('says whether trying again after status %s can help', (status, recoverable) => {
  expect(isRecoverableStatus(status)).toBe(recoverable);
});

it('recognises its errors by a brand, so that a second copy of the library counts as well', () => {
  const foreignCopy = Object.assign(new Error('x'), { [Symbol.for('goff-web.error')]: true });
  expect(isGoffError(new OptionError('endpoint', 'x'))).toBe(true);
  expect(isGoffError(new ProviderClosedError())).toBe(true);
  expect(isGoffError(foreignCopy)).toBe(true);
  expect(isGoffError(new Error('x'))).toBe(false);
  expect(isGoffError(null)).toBe(false);
});

it('carries cause and status, and shows neither brand nor name when it is enumerated', () => {
  const cause = new TypeError('Failed to fetch');
  const error = new RelayError('RELAY_STATUS', 'no', { cause, status: 503 });
  expect(error.cause).toBe(cause);
  expect(error).toMatchObject({ code: 'RELAY_STATUS', status: 503, recoverable: true });
  expect(Object.keys(error).sort()).toEqual(['code', 'recoverable', 'status']);
});
