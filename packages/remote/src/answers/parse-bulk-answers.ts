import { type FlagAnswer, isRecord } from '@goff-web/internal';
import { toFlagAnswer } from '../evaluation/to-flag-answer.ts';
import type { FlagAnswers } from './flag-answers.ts';

/** A bulk answer that was read, or what is wrong with it, as the end of a sentence about it. */
export type ParsedBulk =
  | { readonly kind: 'answers'; readonly answers: FlagAnswers }
  | { readonly kind: 'invalid'; readonly problem: string };

/**
 * Reads the body of an OFREP bulk evaluation. Fields that it does not know are left alone. Metadata of the whole set is laid under each
 * flag's own.
 *
 * @see {@link https://github.com/open-feature/protocol/blob/main/service/openapi.yaml | OFREP 0.3}
 */
export function parseBulkAnswers(text: string, contentType: string): ParsedBulk {
  let body: unknown;
  try {
    body = JSON.parse(text);
  } catch {
    return invalid(`is no JSON (content type ${JSON.stringify(contentType)}, ${text.length} characters)`);
  }
  if (!isRecord(body) || !Array.isArray(body['flags'])) return invalid('has no list of flags');
  const shared = isRecord(body['metadata']) ? body['metadata'] : undefined;
  const answers = new Map<string, FlagAnswer>();
  for (const entry of body['flags']) {
    if (!isRecord(entry) || typeof entry['key'] !== 'string') return invalid('lists a flag without a key');
    answers.set(entry['key'], toFlagAnswer(entry, shared));
  }
  return { kind: 'answers', answers };
}

function invalid(problem: string): ParsedBulk {
  return { kind: 'invalid', problem };
}
