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

/** What an evaluation looks like to OpenFeature, worked out once. */
interface Prepared {
  readonly answer: FlagAnswer;
  /** Complete details, where the value is a primitive: those are shared by all who ask. */
  readonly primitive: Readonly<ResolutionDetails<boolean | number | string>> | undefined;
}

/** Answers flags by the engine, for one configuration and one evaluation context at a time. */
export class FlagEvaluator {
  readonly #engine: Evaluator;
  #configuration: FlagConfiguration | undefined;
  /** The context as the application handed it over: compared by its members, never read later. */
  #given: ContextLike = {};
  /** The engine hands out the same evaluation until the answer changes. */
  readonly #prepared = new WeakMap<Evaluation, Prepared>();

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
      const { answer, primitive } = this.#prepared.get(evaluation) ?? this.#prepare(evaluation);
      // Of the type that was asked for, which is the type of the default.
      if (typeof primitive?.value === type) return primitive as ResolutionDetails<T>;
      return toResolutionDetails(flagKey, type, defaultValue, answer);
    } catch (error) {
      return toFailedResolution(defaultValue, 'GENERAL', `The engine failed: ${String(error)}`);
    }
  }

  /** Lets go of the engine's instance. */
  dispose(): void {
    this.#engine.dispose();
  }

  #prepare(evaluation: Evaluation): Prepared {
    const answer = toFlagAnswer(evaluation);
    const prepared = { answer, primitive: toPrimitiveDetails(answer) };
    this.#prepared.set(evaluation, prepared);
    return prepared;
  }
}

function toPrimitiveDetails(answer: FlagAnswer): Prepared['primitive'] {
  const { errorCode, value } = answer;
  if (
    errorCode !== undefined ||
    (typeof value !== 'boolean' && typeof value !== 'string' && typeof value !== 'number')
  ) {
    return undefined;
  }
  const details = toResolutionDetails('', typeof value as FlagType, value, answer);
  return details.errorCode === undefined ? Object.freeze(details) : undefined;
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
