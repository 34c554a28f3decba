import { ANY, BOOLEAN, DATE, listOf, mapOf, NUMBER, type Shape, struct, TEXT } from '../json/shape.ts';

const ROLLOUT_STEP = struct(() => [
  ['variation', TEXT],
  ['percentage', NUMBER],
  ['date', DATE],
]);

const RULE = struct(() => [
  ['name', TEXT],
  ['query', TEXT],
  ['variation', TEXT],
  ['percentage', mapOf(NUMBER)],
  [
    'progressiveRollout',
    struct(() => [
      ['initial', ROLLOUT_STEP],
      ['end', ROLLOUT_STEP],
    ]),
  ],
  ['disable', BOOLEAN],
]);

const FLAG_FIELDS: readonly (readonly [string, Shape])[] = [
  ['variations', mapOf(ANY)],
  ['targeting', listOf(RULE)],
  ['bucketingKey', TEXT],
  ['defaultRule', RULE],
  [
    'experimentation',
    struct(() => [
      ['start', DATE],
      ['end', DATE],
    ]),
  ],
  ['scheduledRollout', listOf(struct(() => [...FLAG_FIELDS, ['date', DATE]]))],
  ['trackEvents', BOOLEAN],
  ['disable', BOOLEAN],
  ['version', TEXT],
  ['metadata', mapOf(ANY)],
];

/**
 * A flag, as the relay proxy reads and writes it.
 * @see https://gofeatureflag.org/docs/configure_flag/create-flags
 */
export const FLAG_SHAPE: Shape = struct(() => FLAG_FIELDS);
