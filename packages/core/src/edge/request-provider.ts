import {
  type ContextLike,
  type EvaluationSnapshot,
  type FlagAnswer,
  type FlagType,
  type HandedOut,
  type PreparedAnswer,
  prepareAnswer,
  resolvePrepared,
  toFailedResolution,
  writeSnapshot,
} from '@goff-web/internal';
import type { JsonValue, Provider, ResolutionDetails } from '@openfeature/web-sdk';
import { toFlagAnswer } from '../evaluation/to-flag-answer.ts';
import type { IsolateEvaluator } from './isolate-evaluator.ts';

/** What a flag has answered this request. */
interface Answered {
  readonly prepared: PreparedAnswer;
  readonly trackEvents: boolean;
}

const METADATA = Object.freeze({ name: 'GO Feature Flag Provider' } as const);

/**
 * OpenFeature's provider for one request: the isolate's engine, and this request's context. What it has answered once it answers to the end of
 * the request, whatever becomes of the configuration meanwhile: what a page was rendered with is what its snapshot says.
 */
export class RequestProvider implements Provider {
  readonly metadata: { readonly name: 'GO Feature Flag Provider' } = METADATA;
  readonly runsOn = 'client';
  readonly #evaluator: IsolateEvaluator | undefined;
  readonly #context: ContextLike;
  readonly #problem: string;
  /** `undefined` for a flag that there is not. */
  readonly #answered = new Map<string, Answered | undefined>();
  readonly #handedOut: HandedOut = new Map();

  /** `evaluator` is `undefined` where the isolate has no configuration; `problem` says why, and the whole request has defaults. */
  constructor(evaluator: IsolateEvaluator | undefined, context: ContextLike, problem: string) {
    this.#evaluator = evaluator;
    this.#context = context;
    this.#problem = problem;
  }

  resolveBooleanEvaluation(flagKey: string, defaultValue: boolean): ResolutionDetails<boolean> {
    return this.#resolve(flagKey, 'boolean', defaultValue);
  }

  resolveStringEvaluation(flagKey: string, defaultValue: string): ResolutionDetails<string> {
    return this.#resolve(flagKey, 'string', defaultValue);
  }

  resolveNumberEvaluation(flagKey: string, defaultValue: number): ResolutionDetails<number> {
    return this.#resolve(flagKey, 'number', defaultValue);
  }

  resolveObjectEvaluation<T extends JsonValue>(flagKey: string, defaultValue: T): ResolutionDetails<T> {
    return this.#resolve(flagKey, 'object', defaultValue);
  }

  /** All flags as this request sees them. Nothing in it counts as evaluated. */
  snapshot(): EvaluationSnapshot {
    const evaluator = this.#evaluator;
    const answers: [string, FlagAnswer][] = [];
    const untracked: string[] = [];
    if (evaluator !== undefined) {
      // A flag that this request has seen may be gone from the configuration.
      for (const flagKey of new Set([...this.#answered.keys(), ...evaluator.flagKeys])) {
        const answered = this.#answer(evaluator, flagKey);
        if (answered === undefined) continue;
        answers.push([flagKey, answered.prepared.answer]);
        if (!answered.trackEvents) untracked.push(flagKey);
      }
    }
    return writeSnapshot(this.#context, answers, { untracked });
  }

  #resolve<T extends JsonValue>(flagKey: string, type: FlagType, defaultValue: T): ResolutionDetails<T> {
    if (this.#evaluator === undefined) {
      return toFailedResolution(defaultValue, 'PROVIDER_NOT_READY', this.#problem);
    }
    try {
      const answered = this.#answer(this.#evaluator, flagKey);
      if (answered === undefined) {
        const message = `There is no flag "${flagKey}" in the configuration.`;
        return toFailedResolution(defaultValue, 'FLAG_NOT_FOUND', message);
      }
      return resolvePrepared(flagKey, type, defaultValue, answered.prepared);
    } catch (error) {
      return toFailedResolution(defaultValue, 'GENERAL', `The engine failed: ${String(error)}`);
    }
  }

  #answer(evaluator: IsolateEvaluator, flagKey: string): Answered | undefined {
    if (this.#answered.has(flagKey)) return this.#answered.get(flagKey);
    const evaluation = evaluator.evaluate(this.#context, flagKey);
    const answered =
      evaluation === undefined
        ? undefined
        : {
            prepared: prepareAnswer(flagKey, toFlagAnswer(evaluation), this.#handedOut),
            trackEvents: evaluation.trackEvents,
          };
    this.#answered.set(flagKey, answered);
    return answered;
  }
}
