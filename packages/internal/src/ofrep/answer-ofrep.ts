import { type OfrepAnswer, type OfrepEvaluator, ofrepBulk, ofrepSingle } from './ofrep-answers.ts';
import type { OfrepRequest } from './ofrep-request.ts';
import { pathKey } from './path-key.ts';

/** Path of the bulk evaluation. */
export const OFREP_BULK = '/ofrep/v1/evaluate/flags';
/** Where the flag key of a single evaluation begins. */
export const OFREP_SINGLE = '/ofrep/v1/evaluate/flags/';

/** The flags that a request is answered from. */
export interface OfrepFlags {
  readonly evaluator: OfrepEvaluator;
  readonly flagKeys: Iterable<string>;
}

/** Reads requests, evaluates nothing. */
const NO_FLAGS: OfrepEvaluator = { setContext: () => undefined, evaluate: () => undefined };

/**
 * Answers a `POST` to {@link OFREP_BULK} or below {@link OFREP_SINGLE}, as the relay proxy does: it looks at the context before it looks for
 * flags. `undefined` where the path is neither.
 *
 * @param path - The path as it was sent, still percent-encoded.
 * @param select - Gives the flags, or says in an answer of its own why there are none.
 */
export function answerOfrep<Refusal extends { readonly status: number }>(
  path: string,
  request: OfrepRequest,
  select: (operation: 'bulk' | 'single') => OfrepFlags | Refusal,
): OfrepAnswer | Refusal | undefined {
  const isSingle = path.startsWith(OFREP_SINGLE) && path !== OFREP_SINGLE;
  if (!isSingle && path !== OFREP_BULK) return undefined;
  const flagKey = isSingle ? pathKey(path.slice(OFREP_SINGLE.length)) : '';
  const answer = ({ evaluator, flagKeys }: OfrepFlags): OfrepAnswer =>
    isSingle ? ofrepSingle(evaluator, flagKey, request) : ofrepBulk(evaluator, flagKeys, request);
  const checked = answer({ evaluator: NO_FLAGS, flagKeys: [] });
  if (checked.status === 400) return checked;
  const selected = select(isSingle ? 'single' : 'bulk');
  return 'status' in selected ? selected : answer(selected);
}
