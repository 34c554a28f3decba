import type { StoredBody } from '@goff-web/internal';
import type { EvaluationContext } from '@openfeature/core';
import type { ContextAnswers } from './answers/context-answers.ts';
import type { LoweredContext } from './context/lower-context.ts';

/** Everything that belongs to one evaluation context, and to no other. */
export interface HeldContext {
  /** The members of the application's object; compared, never read. */
  readonly source: EvaluationContext;
  readonly lowered: LoweredContext;
  /** Settled when this device's memory has been asked. */
  restored: Promise<void>;
  /** What is served. */
  answers: ContextAnswers | undefined;
  /** The body that the answers were read from, as it is stored. */
  body: StoredBody | undefined;
  /** Answers of this device that are used only if the relay proxy fails. */
  kept: ContextAnswers | undefined;
  /** The relay proxy has once said that there are no flags where there were some. */
  doubted: boolean;
}
