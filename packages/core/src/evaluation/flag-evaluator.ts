import type { EngineModule, Evaluation, Evaluator, FlagConfiguration } from '@goff-web/engine';
import {
  type Clock,
  type ContextLike,
  type EvaluationSnapshot,
  type FlagAnswer,
  type FlagEvidence,
  type FlagType,
  type HandedOut,
  isSameContext,
  type Page,
  type PreparedAnswer,
  prepareAnswer,
  resolvePrepared,
  snapshotContext,
  toFailedResolution,
  writeSnapshot,
} from '@goff-web/internal';
import type { JsonValue, Logger, ResolutionDetails } from '@openfeature/web-sdk';
import { differenceBetween } from '../configuration/difference-between.ts';
import { isSameAnswer } from './is-same-answer.ts';
import { TimeWatch } from './time-watch.ts';
import { toFlagAnswer } from './to-flag-answer.ts';

/** What a {@link FlagEvaluator} needs besides an engine. */
export interface FlagEvaluatorParts {
  readonly clock: Clock;
  readonly page: Page | undefined;
  readonly logger: Logger;
  /** Adds to the copy of a context what the application did not put there. */
  readonly enrich: (context: ContextLike) => ContextLike;
}

/** Answers flags by the engine, for one configuration and one evaluation context at a time. */
export class FlagEvaluator {
  readonly #engine: Evaluator;
  readonly #watch: TimeWatch;
  readonly #enrich: (context: ContextLike) => ContextLike;
  #configuration: FlagConfiguration | undefined;
  /** The context as the application handed it over: compared by its members, never read later. */
  #given: ContextLike = {};
  /** The engine hands out the same evaluation until the answer changes. */
  readonly #prepared = new WeakMap<Evaluation, PreparedAnswer>();
  readonly #handedOut: HandedOut = new Map();

  /** `onChange` is told the keys of flags that answer differently because time has passed. */
  constructor(
    module: EngineModule,
    { clock, enrich, logger, page }: FlagEvaluatorParts,
    onChange: (flagKeys: readonly string[]) => void,
  ) {
    const engine = module.createEvaluator({
      now: () => clock.now(),
      onFault: (fault) => logger.error('The engine failed and was replaced.', fault),
    });
    this.#engine = engine;
    this.#enrich = enrich;
    this.#watch = new TimeWatch({ clock, engine, onChange, page });
  }

  /** Replaces the context by a copy of `context`. */
  setContext(context: ContextLike): void {
    this.#given = { ...context };
    this.#engine.setContext(this.#enrich(snapshotContext(context)));
    this.#watch.restart();
  }

  /**
   * Replaces the configuration.
   *
   * @returns keys of the flags that were added, removed or edited, and of those that answer differently in the current context; none where there
   * was no configuration before.
   */
  configure(configuration: FlagConfiguration): readonly string[] {
    const before = this.#configuration;
    // What time has changed until now is told by itself.
    this.#watch.catchUp();
    this.#configuration = configuration;
    if (before === undefined) {
      this.#replaceConfiguration(configuration);
      return [];
    }
    const { edited, enrichment } = differenceBetween(before, configuration);
    const isEdited = new Set(edited);
    const kept = enrichment ? Object.keys(configuration.flags).filter((key) => !isEdited.has(key)) : [];
    const answered = kept.map((key) => this.#engine.evaluate(key));
    this.#replaceConfiguration(configuration);
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
      const prepared = this.#prepared.get(evaluation) ?? this.#prepare(flagKey, evaluation);
      return resolvePrepared(flagKey, type, defaultValue, prepared);
    } catch (error) {
      return toFailedResolution(defaultValue, 'GENERAL', `The engine failed: ${String(error)}`);
    }
  }

  /** What every flag answers in the current context. */
  answers(): ReadonlyMap<string, FlagAnswer> {
    return new Map(Array.from(this.#evaluateAll(), ([key, evaluation]) => [key, toFlagAnswer(evaluation)]));
  }

  /** The same, as plain JSON for another page. */
  snapshot(): EvaluationSnapshot {
    const untracked = this.#evaluateAll().flatMap(([key, { trackEvents }]) => (trackEvents ? [] : [key]));
    return writeSnapshot(this.#given, this.answers(), { untracked });
  }

  /** What the recording of a flag's evaluation needs to know. */
  evidenceOf(flagKey: string): FlagEvidence | undefined {
    return this.#engine.evaluate(flagKey);
  }

  /** Lets go of the engine's instance. */
  dispose(): void {
    this.#watch.stop();
    this.#engine.dispose();
  }

  #replaceConfiguration(configuration: FlagConfiguration): void {
    this.#engine.configure(configuration);
    this.#watch.follow(configuration);
  }

  #evaluateAll(): (readonly [flagKey: string, evaluation: Evaluation])[] {
    return Object.keys(this.#configuration?.flags ?? {}).flatMap((key) => {
      const evaluation = this.#engine.evaluate(key);
      return evaluation === undefined ? [] : [[key, evaluation] as const];
    });
  }

  #prepare(flagKey: string, evaluation: Evaluation): PreparedAnswer {
    const prepared = prepareAnswer(flagKey, toFlagAnswer(evaluation), this.#handedOut);
    this.#prepared.set(evaluation, prepared);
    return prepared;
  }
}
