import { expect, it } from 'vitest';
import { missingKeyDetails } from './missing-key-details.ts';

it.each([
  ['the flag distributes its users and the evaluation context has no targetingKey', 'Error: Empty targeting key'],
  [
    'the evaluation context has nothing at bucketingKey company.id',
    'impossible to find bucketingKey in context: nested key not found: company.id',
  ],
  ['the evaluation context has no string at bucketingKey team', 'invalid bucketing key'],
  [
    'the flag distributes its users and the evaluation context has an empty string at bucketingKey team',
    'Error: Empty bucketing key',
  ],
])('"%s" is "%s" at the relay proxy', (engine, relayProxy) => {
  expect(missingKeyDetails(engine)).toBe(relayProxy);
});
