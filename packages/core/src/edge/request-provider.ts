import {
  type ContextLike,
  createExposureHook,
  type EvaluationSnapshot,
  type FlagAnswer,
  type FlagType,
  type HandedOut,
  type PreparedAnswer,
  prepareAnswer,
  resolvePrepared,
  snapshotContext,
  toFailedResolution,
  writeSnapshot,
} from '@goff-web/internal';
import type {
  EvaluationContext,
  Hook,
  JsonValue,
  Provider,
  ResolutionDetails,
  TrackingEventDetails,
} from '@openfeature/web-sdk';
import { toFlagAnswer } from '../evaluation/to-flag-answer.ts';
import type { Isolate } from './compose-isolate.ts';
import type { EdgeRequest } from './edge-request.ts';
import type { IsolateEvaluator } from './isolate-evaluator.ts';
import type { IsolateEvents } from './isolate-events.ts';

/** What a flag has answered this request. */
interface Answered {
  readonly prepared: PreparedAnswer;
  readonly trackEvents: boolean;
  readonly version: string;
}

const METADATA = Object.freeze({ name: 'GO Feature Flag Provider' } as const);

/**
 * OpenFeature's provider for one request: the isolate's engine, and this request's context. What it has answered once it answers to the end of
 * the request, whatever becomes of the configuration meanwhile: what a page was rendered with is what its snapshot says.
 */
export class RequestProvider implements Provider {
  readonly metadata: { readonly name: 'GO Feature Flag Provider' } = METADATA;
  readonly runsOn = 'client';
  readonly hooks: Hook[];
  /** The evaluation context as the application gave it; nobody else writes to it. */
  readonly context: ContextLike;
  readonly #events: IsolateEvents | undefined;
  readonly #request: EdgeRequest;
  /** `undefined` where the isolate has no configuration: then the whole request has defaults. */
  readonly #evaluator: IsolateEvaluator | undefined;
  readonly #enriched: ContextLike;
  readonly #problem: string;
  /** `undefined` for a flag that there is not. */
  readonly #answered = new Map<string, Answered | undefined>();
  readonly #handedOut: HandedOut = new Map();
  /** Flags of which an evaluation was recorded, and when. */
  readonly #exposed = new Map<string, number>();

  constructor(isolate: Isolate, context: ContextLike, request: EdgeRequest) {
    this.context = context;
    this.#request = request;
    this.#events = isolate.events;
    this.#evaluator = isolate.configuration.evaluator;
    this.#enriched = isolate.enrich(context);
    this.#problem = isolate.configuration.problem;
    this.hooks = isolate.events === undefined ? [] : [this.#recordIn(isolate.events)];
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

  /** Called by the SDK. */
  track(name: string, _: EvaluationContext, details?: TrackingEventDetails): void {
    const copied = copyOf(details);
    this.#events?.record(this.#request, (recorder) => recorder.tracked(this.context, name, copied));
  }

  /** All flags as this request sees them. Nothing in it counts as evaluated; what was evaluated before is named. */
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
    return writeSnapshot(this.context, answers, { untracked, exposed: this.#exposed });
  }

  #recordIn(events: IsolateEvents): Hook {
    return createExposureHook(
      {
        exposure: (...exposure) => {
          const [, flagKey, , , isFailed] = exposure;
          if (!isFailed) this.#exposed.set(flagKey, Date.now());
          events.record(this.#request, (recorder) => recorder.exposure(...exposure));
        },
      },
      (flagKey) => this.#answered.get(flagKey),
    );
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
    const evaluation = evaluator.evaluate(this.#enriched, flagKey);
    const answered = evaluation && {
      prepared: prepareAnswer(flagKey, toFlagAnswer(evaluation), this.#handedOut),
      trackEvents: evaluation.trackEvents,
      version: evaluation.version,
    };
    this.#answered.set(flagKey, answered);
    return answered;
  }
}

/** The application may go on writing to its own object. What JSON has no word for is told when the event is sent. */
function copyOf(details: object | undefined): unknown {
  try {
    return structuredClone(details);
  } catch {
    return snapshotContext(details as ContextLike);
  }
}
