import { expect, it } from 'vitest';
import { isGoffError } from './goff-error.ts';
import { OptionError } from './option-error.ts';
import { RelayStatusError, RelayUnreachableError } from './relay-errors.ts';

it('recognises its own errors by brand, also those of another copy of the library', () => {
  const ofAnotherCopy = { [Symbol.for('goff-web.error')]: true, code: 'RELAY_STATUS' };
  expect(isGoffError(new OptionError('endpoint', 'wrong'))).toBe(true);
  expect(isGoffError(ofAnotherCopy)).toBe(true);
  for (const foreign of [new Error('other'), null, undefined, 'text', {}]) expect(isGoffError(foreign)).toBe(false);
});

it('carries name, code and cause', () => {
  const cause = new TypeError('Failed to fetch');
  const error = new RelayUnreachableError('http://relay.test/v1/flag/configuration', cause);
  expect(error).toMatchObject({ name: 'RelayUnreachableError', code: 'RELAY_UNREACHABLE', recoverable: true, cause });
});

it('says what to do about a path that is not there, and that trying again does not help', () => {
  const error = new RelayStatusError('http://relay.test/x', 404, '');
  expect(error.message).toContain('Is "endpoint" the base URL of a relay proxy');
  expect(error.recoverable).toBe(false);
  expect(new RelayStatusError('http://relay.test/x', 503, '').recoverable).toBe(true);
});
