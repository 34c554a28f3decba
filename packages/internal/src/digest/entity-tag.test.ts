import { expect, it } from 'vitest';
import { entityTagOf, matchesEntityTag } from './entity-tag.ts';

const TAG = '"11-0a4d55a8d778e5022fab701977c5d840bbc486d0"';

it('names a body as the relay proxy does', () => {
  expect(entityTagOf(new TextEncoder().encode('Hello World'))).toBe(TAG);
});

it('matches the tag verbatim and weakened, and nothing else', () => {
  expect(matchesEntityTag(TAG, TAG)).toBe(true);
  expect(matchesEntityTag(`W/${TAG}`, TAG)).toBe(true);
  for (const other of ['*', `${TAG}, "x"`, TAG.slice(1, -1), '', null, undefined]) {
    expect(matchesEntityTag(other, TAG)).toBe(false);
  }
});
