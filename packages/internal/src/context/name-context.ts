import { encodeGoJson } from '../json/go-json.ts';
import { type ContextLike, snapshotContext } from './snapshot-context.ts';

/**
 * Text that is the same exactly for contexts that go over the wire as the same JSON: the order of attributes makes no difference, a date is
 * its ISO text, and what JSON has no word for does not exist. Never throws.
 */
export function nameContext(context: ContextLike | undefined): string {
  return encodeGoJson(JSON.parse(JSON.stringify(snapshotContext(context))));
}
