import { isRecord } from '../json/is-record.ts';
import type { OptionRule } from '../options/option-rule.ts';
import type { EvaluationSnapshot } from './evaluation-snapshot.ts';

/**
 * The `bootstrap` option. A snapshot comes from a server that may be of another version than the page: any object is legal, and the
 * constructor asks `readSnapshot`, which copies it, whether it can be used.
 */
export const snapshotRule: OptionRule<EvaluationSnapshot> = {
  range: 'a snapshot, as snapshot() returns it',
  read: (value) => (isRecord(value) ? { value: value as unknown as EvaluationSnapshot } : undefined),
};
