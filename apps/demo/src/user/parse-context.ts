import type { EvaluationContext, EvaluationContextValue } from '@openfeature/web-sdk';

/** What a text that should be an evaluation context turns out to be. */
export type ParsedContext =
  | { readonly kind: 'context'; readonly context: EvaluationContext }
  | { readonly kind: 'invalid'; readonly message: string };

function invalid(message: string): ParsedContext {
  return { kind: 'invalid', message };
}

function nameOf(value: unknown): string {
  if (value === null) return 'null';
  return Array.isArray(value) ? 'a list' : `a ${typeof value}`;
}

function isAttributes(value: unknown): value is Record<string, EvaluationContextValue> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Reads an evaluation context from JSON text; says what to correct where it is none. */
export function parseContext(text: string): ParsedContext {
  if (text.trim() === '') return invalid('Nothing here. An empty context is written {}.');
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch (error) {
    return invalid(`Not valid JSON: ${error instanceof Error ? error.message : String(error)}`);
  }
  if (!isAttributes(parsed))
    return invalid(`A context is an object such as {"targetingKey": "…"}, not ${nameOf(parsed)}.`);
  const { targetingKey, ...attributes } = parsed;
  if (targetingKey === undefined) return { kind: 'context', context: attributes };
  if (typeof targetingKey !== 'string') return invalid(`"targetingKey" must be a text, not ${nameOf(targetingKey)}.`);
  return { kind: 'context', context: { targetingKey, ...attributes } };
}
