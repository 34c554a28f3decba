import type { JsonValue } from '../src/evaluator.ts';

/** What the GO Feature Flag evaluation ABI is asked, as one JSON document. */
export interface EvaluationInput {
  readonly flagKey: string;
  /** The flag as the relay proxy sends it. Any JSON: broken flags are part of the suite. */
  readonly flag: JsonValue;
  /** The evaluation context, `targetingKey` among its attributes. */
  readonly evalContext: { readonly [attribute: string]: JsonValue };
  readonly flagContext: {
    /** What is answered where the caller's default applies; `null` where absent. */
    readonly defaultSdkValue?: JsonValue;
    /** Attributes laid over the evaluation context. */
    readonly evaluationContextEnrichment?: { readonly [attribute: string]: JsonValue };
  };
}

/** What the ABI answers. */
export interface Answer {
  readonly trackEvents: boolean;
  readonly variationType: string;
  readonly failed: boolean;
  readonly version: string;
  readonly reason: string;
  readonly errorCode: string;
  readonly errorDetails?: string;
  readonly value: JsonValue;
  readonly cacheable: boolean;
  readonly metadata?: { readonly [key: string]: JsonValue };
}

/** One question with the reference's answer. */
export interface Vector {
  readonly id: string;
  readonly input: EvaluationInput;
  readonly output: Answer;
}

/** The groups of vectors: a file of this name with `.ndjson` holds each. README.md says what each is about. */
export const VECTOR_GROUPS = [
  'percentage',
  'nikunjy',
  'jsonlogic',
  'progressive',
  'scheduled',
  'experimentation',
  'bucketing',
  'edge',
  'limits',
  'malformed',
  'found',
] as const;

/** Name of a group of vectors. */
export type VectorGroup = (typeof VECTOR_GROUPS)[number];

/** Reads a vector file: one JSON document a line. */
export function parseVectors(ndjson: string): Vector[] {
  return ndjson
    .split('\n')
    .filter((line) => line !== '')
    .map((line): Vector => JSON.parse(line));
}
