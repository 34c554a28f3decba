import type { Evaluation, Evaluator, FlagConfiguration } from '@goff-web/engine';
import type { ContextLike } from '@goff-web/internal';

/**
 * The one engine of an isolate. Every evaluation brings its context along, and nothing is awaited between putting it in and reading the
 * answer: so no request can get another one's.
 */
export class IsolateEvaluator {
  readonly #engine: Evaluator;
  #context: ContextLike | undefined;
  #flagKeys: readonly string[] = [];

  constructor(engine: Evaluator) {
    this.#engine = engine;
  }

  /** Keys of all flags. */
  get flagKeys(): readonly string[] {
    return this.#flagKeys;
  }

  /** Replaces the configuration. */
  configure(configuration: FlagConfiguration): void {
    this.#flagKeys = Object.keys(configuration.flags);
    this.#engine.configure(configuration);
  }

  /** Answers a flag; `undefined` where there is none of that key. Nobody may change `context` afterwards. */
  evaluate(context: ContextLike, flagKey: string): Evaluation | undefined {
    if (context !== this.#context) {
      this.#engine.setContext(context);
      this.#context = context;
    }
    return this.#engine.evaluate(flagKey);
  }

  /** Lets go of the engine's instance. */
  dispose(): void {
    this.#engine.dispose();
  }
}
