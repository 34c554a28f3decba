import { expect, it } from 'vitest';
import { type TabGroupIdentity, tabGroupName } from './tab-group-name.ts';

const IDENTITY: TabGroupIdentity = {
  mode: 'in-process',
  endpoint: 'https://relay.test',
  apiKey: 'secret-key',
  flagList: ['a', 'b'],
};

it('gives tabs that may not share answers groups of their own', () => {
  const names = [
    tabGroupName(IDENTITY),
    tabGroupName({ ...IDENTITY, mode: 'remote' }),
    tabGroupName({ ...IDENTITY, endpoint: 'https://relay.test/other' }),
    tabGroupName({ ...IDENTITY, apiKey: 'another-key' }),
    tabGroupName({ ...IDENTITY, apiKey: undefined }),
    tabGroupName({ ...IDENTITY, flagList: ['a'] }),
    tabGroupName({ ...IDENTITY, flagList: ['a,b'] }),
    tabGroupName({ ...IDENTITY, flagList: [] }),
    tabGroupName(IDENTITY, 2),
  ];
  expect(new Set(names).size).toBe(names.length);
  expect(tabGroupName({ ...IDENTITY })).toBe(names[0]);
});

it('lets nobody read the key or the relay proxy out of a name that every page of the origin sees', () => {
  expect(tabGroupName(IDENTITY)).toMatch(/^goff-web\/tabs\/1\/[0-9a-f]{40}$/);
});
