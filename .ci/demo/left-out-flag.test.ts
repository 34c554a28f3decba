import { expect, it } from 'vitest';
import { leftOutFlag } from './left-out-flag.ts';

const TEXT = 'fine:\n  variations: { on: true }\n"with space":\n  variations: {}\n';

it.each([
  ['demo.yaml: left out the flag "fine": no default rule', 1, '“fine” is left out: no default rule'],
  [
    'demo.yaml: left out the flag "with space": it has no variations',
    3,
    '“with space” is left out: it has no variations',
  ],
  ['demo.yaml: left out the flag "elsewhere": why not', 0, '“elsewhere” is left out: why not'],
])('finds the flag of %s in line %i', (complaint, line, message) => {
  expect(leftOutFlag(complaint, TEXT)).toEqual({ line, message });
});

it('finds the query that is wrong, not one like it in another flag', () => {
  const flag = (key: string) => `${key}:\n  targeting:\n    - name: first\n    - query: "admin eqq true"\n`;
  const complaint = 'demo.yaml: left out the flag "second": invalid query: admin eqq true';
  expect(leftOutFlag(complaint, flag('first') + flag('second') + flag('third'))?.line).toBe(8);
  expect(leftOutFlag(complaint, `${flag('first')}second: {}\n${flag('third')}`)?.line).toBe(5);
});

it('passes over what is no complaint of a flag', () => {
  expect(leftOutFlag('the relay proxy is tired', TEXT)).toBeUndefined();
});
