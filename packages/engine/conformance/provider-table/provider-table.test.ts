// What GO Feature Flag's providers of all languages are tested with, as far as an evaluator decides it: the same users, flags
// of the same kinds, the same expectations, in data of our own.
import { readFile } from 'node:fs/promises';
import { beforeAll, expect, test } from 'vitest';
import type { EngineContext, Evaluator, FlagConfiguration, JsonValue } from '../../src/evaluator.ts';
import { loadEngine } from '../../src/load-engine.ts';

const JOHN: EngineContext = {
  targetingKey: 'd45e303a-38c2-11ed-a261-0242ac120002',
  email: 'john.doe@gofeatureflag.org',
  firstname: 'john',
  lastname: 'doe',
  anonymous: false,
  professional: true,
  rate: 3.14,
  age: 30,
  admin: true,
  labels: ['pro', 'beta'],
  company_info: { name: 'my_company', size: 120 },
};

let evaluator: Evaluator;

beforeAll(async () => {
  const configuration = JSON.parse(
    await readFile(new URL('./flags.json', import.meta.url), 'utf8'),
  ) as FlagConfiguration;
  evaluator = (await loadEngine()).createEvaluator();
  evaluator.configure(configuration);
});

interface Row {
  readonly flag: string;
  readonly value: JsonValue | undefined;
  readonly variation: string;
  readonly reason: string;
  readonly metadata?: JsonValue;
  readonly context?: EngineContext;
}

const OWNER = { owner: 'conformance' };
const rows: readonly Row[] = [
  { flag: 'bool_targeting_match', value: true, variation: 'True', reason: 'TARGETING_MATCH', metadata: OWNER },
  { flag: 'disabled_bool', value: undefined, variation: 'SdkDefault', reason: 'DISABLED', metadata: OWNER },
  { flag: 'string_key', value: 'CC0000', variation: 'True', reason: 'TARGETING_MATCH', metadata: OWNER },
  { flag: 'disabled_string', value: undefined, variation: 'SdkDefault', reason: 'DISABLED' },
  { flag: 'flag-use-evaluation-context-enrichment', value: 'A', variation: 'A', reason: 'TARGETING_MATCH' },
  { flag: 'double_key', value: 100.25, variation: 'True', reason: 'TARGETING_MATCH', metadata: OWNER },
  { flag: 'disabled_float', value: undefined, variation: 'SdkDefault', reason: 'DISABLED' },
  { flag: 'integer_key', value: 100, variation: 'True', reason: 'TARGETING_MATCH', metadata: OWNER },
  { flag: 'disabled_int', value: undefined, variation: 'SdkDefault', reason: 'DISABLED' },
  {
    flag: 'object_key',
    value: { test: 'test1', test2: false, test3: 123.3, test4: 1 },
    variation: 'True',
    reason: 'TARGETING_MATCH',
    metadata: OWNER,
  },
  {
    flag: 'boolean_semver_targeting_match',
    context: { ...JOHN, version: '10.0.0-10' },
    value: true,
    variation: 'True',
    reason: 'TARGETING_MATCH',
  },
  {
    flag: 'boolean_semver_targeting_match',
    context: { ...JOHN, version: '10.0.0-2' },
    value: false,
    variation: 'False',
    reason: 'DEFAULT',
  },
  { flag: 'static_without_rules', value: 'CC0002', variation: 'color1', reason: 'STATIC' },
];

test.each(rows)(
  '$flag answers $variation with reason $reason',
  ({ flag, context, value, variation, reason, metadata }) => {
    evaluator.setContext(context ?? JOHN);
    expect(evaluator.evaluate(flag)).toMatchObject({ value, variation, reason, errorCode: '', metadata });
  },
);

test('a flag that nobody has defined has no answer', () => {
  evaluator.setContext(JOHN);
  expect(evaluator.evaluate('does_not_exists')).toBeUndefined();
});

test('a value keeps its own type, whatever the caller hopes for', () => {
  evaluator.setContext(JOHN);
  expect(evaluator.evaluate('string_key')?.value).toBeTypeOf('string');
  expect(evaluator.evaluate('bool_targeting_match')?.value).toBeTypeOf('boolean');
});

test('a flag without event tracking says so', () => {
  evaluator.setContext(JOHN);
  expect(evaluator.evaluate('static_without_rules')?.trackEvents).toBe(false);
  expect(evaluator.evaluate('string_key')?.trackEvents).toBe(true);
});
