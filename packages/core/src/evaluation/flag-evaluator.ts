import type { Evaluation, Evaluator, FlagConfiguration } from '@goff-web/engine';
import {
  type ContextLike,
  equalJson,
  type FlagAnswer,
  type FlagType,
  isSameContext,
  snapshotContext,
  toFailedResolution,
  toResolutionDetails,
} from '@goff-web/internal';
import type { JsonValue, ResolutionDetails } from '@openfeature/web-sdk';
import { differenceBetween } from '../configuration/difference-between.ts';
import { toFlagAnswer } from './to-flag-answer.ts';

/** Answers flags by the engine, for one configuration and one evaluation context at a time. */
export class FlagEvaluator {
  readonly #engine: Evaluator;
  #configuration: FlagConfiguration | undefined;
  /** The context as the application handed it over: compared by its members, never read later. */
  #given: ContextLike = {};
  /** The engine hands out the same evaluation until the answer changes. */
  readonly #answers = new WeakMap<Evaluation, FlagAnswer>();

  constructor(engine: Evaluator) {
    this.#engine = engine;
  }

  /** Replaces the context by a copy of `context`. */
  setContext(context: ContextLike): void {
    this.#given = { ...context };
    this.#engine.setContext(snapshotContext(context));
  }

  /**
   * Replaces the configuration.
   *
   * @returns keys of the flags that were added, removed or edited, and of those that answer differently in the current context; none where there
   * was no configuration before.
   */
  configure(configuration: FlagConfiguration): readonly string[] {
    const before = this.#configuration;
    this.#configuration = configuration;
    if (before === undefined) {
      this.#engine.configure(configuration);
      return [];
    }
    const { edited, enrichment } = differenceBetween(before, configuration);
    const isEdited = new Set(edited);
    const kept = enrichment ? Object.keys(configuration.flags).filter((key) => !isEdited.has(key)) : [];
    const answered = kept.map((key) => this.#engine.evaluate(key));
    this.#engine.configure(configuration);
    return [...edited, ...kept.filter((key, index) => !isSameAnswer(answered[index], this.#engine.evaluate(key)))];
  }

  /** Answers a flag in `context`. Never throws. */
  resolve<T extends JsonValue>(
    flagKey: string,
    type: FlagType,
    defaultValue: T,
    context: ContextLike,
  ): ResolutionDetails<T> {
    try {
      if (!isSameContext(this.#given, context)) this.setContext(context);
      const evaluation = this.#engine.evaluate(flagKey);
      if (evaluation === undefined) {
        return toFailedResolution(
          defaultValue,
          'FLAG_NOT_FOUND',
          `There is no flag "${flagKey}" in the configuration.`,
        );
      }
      return toResolutionDetails(flagKey, type, defaultValue, this.#answer(evaluation));
    } catch (error) {
      return toFailedResolution(defaultValue, 'GENERAL', `The engine failed: ${String(error)}`);
    }
  }

  /** Lets go of the engine's instance. */
  dispose(): void {
    this.#engine.dispose();
  }

  #answer(evaluation: Evaluation): FlagAnswer {
    const known = this.#answers.get(evaluation);
    if (known !== undefined) return known;
    const answer = toFlagAnswer(evaluation);
    this.#answers.set(evaluation, answer);
    return answer;
  }
}

function isSameAnswer(left: Evaluation | undefined, right: Evaluation | undefined): boolean {
  if (left === undefined || right === undefined) return left === right;
  return (
    left.variation === right.variation &&
    left.reason === right.reason &&
    left.errorCode === right.errorCode &&
    left.ruleName === right.ruleName &&
    equalJson(left.value, right.value)
  );
}
