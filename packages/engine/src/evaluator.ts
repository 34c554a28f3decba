/** A JSON value, as the relay proxy sends it. */
export type JsonValue = string | number | boolean | null | readonly JsonValue[] | { readonly [key: string]: JsonValue };

/** The body of the relay proxy's `POST /v1/flag/configuration`. */
export interface FlagConfiguration {
  /** Flag objects by flag key. They are opaque to everything but the evaluator. */
  readonly flags: { readonly [flagKey: string]: JsonValue };
  /** Attributes that the relay proxy lays over every evaluation context. */
  readonly evaluationContextEnrichment?: { readonly [attribute: string]: JsonValue };
}

/**
 * What one flag answers for one evaluation context. Frozen; the same object is handed out until the answer changes, and flags that answer the same
 * may share one.
 */
export interface Evaluation {
  /** The variation's value; `undefined` where the caller's default applies (disabled, failed, `null`, unknown variation). */
  readonly value: JsonValue | undefined;
  /** Name of the variation, `SdkDefault` where the caller's default applies; empty for a flag that cannot be read (`PARSE_ERROR`). */
  readonly variation: string;
  /** `TARGETING_MATCH`, `SPLIT`, `STATIC`, … exactly as the relay proxy says it; empty for a flag that cannot be read. */
  readonly reason: string;
  /** Empty on success, otherwise the relay proxy's error code (`TARGETING_KEY_MISSING`, `PARSE_ERROR`, `FLAG_CONFIG`, …). */
  readonly errorCode: string;
  /** What is wrong, for humans; empty on success. */
  readonly errorDetails: string;
  /** Name of the targeting rule that decided; empty where the default rule did, or one without a name. */
  readonly ruleName: string;
  /** Whether the relay proxy calls the answer cacheable (no rollout step, schedule or experiment can change it by itself). */
  readonly cacheable: boolean;
  /** Whether exposures of this flag are to be recorded. */
  readonly trackEvents: boolean;
  /** The flag's version, empty where it has none. */
  readonly version: string;
  /** The flag's metadata with what the evaluation adds (`evaluatedRuleName`); `undefined` where there is none. */
  readonly metadata: { readonly [key: string]: JsonValue } | undefined;
  /**
   * Unix time in milliseconds until which the answer holds for this context, which it does not at that moment itself any more: the earliest of the
   * next scheduled step, the second at which a progressive rollout changes what this user gets, and the beginning or the end of an experiment.
   * `Infinity` where time does not matter, or no longer. Never too late; the answer may turn out to be the same then.
   */
  readonly validUntilMs: number;
}

/** An evaluation context as an application writes it: JSON values, and `Date` (read as its ISO text). `undefined` members do not exist. */
export type EngineContext = { readonly [attribute: string]: unknown };

/** One configuration and one current evaluation context inside one engine instance. Never throws from `setContext` and `evaluate`. */
export interface Evaluator {
  /**
   * Replaces the configuration. Flags are compiled when they are first evaluated, and some together with them. Answers handed out before stay
   * valid objects. The configuration is read until the next call, so the caller hands over one that nobody mutates.
   */
  configure(configuration: FlagConfiguration): void;
  /**
   * Replaces the evaluation context. The object is read until the next call, so the caller hands over one that nobody mutates.
   * Cheap: attributes cross into the engine only when a flag reads them.
   */
  setContext(context: EngineContext): void;
  /**
   * Answers one flag for the current context. `undefined` where the configuration has no such flag.
   * The clock is read only where time matters to the flag.
   */
  evaluate(flagKey: string): Evaluation | undefined;
  /** Forgets configuration and context and lets go of the instance. Idempotent; `evaluate` answers `undefined` afterwards. */
  dispose(): void;
}

/** How an evaluator is made. */
export interface EvaluatorOptions {
  /**
   * Clock in Unix milliseconds, read only for flags that time can change. It may jump both ways, so that it can also say the time for which answers
   * are wanted.
   * @defaultValue `Date.now`
   */
  readonly now?: () => number;
  /**
   * Told once for each instance that had to be replaced (a trap of a foreign binary, memory blown up by one giant input).
   * @defaultValue nothing
   */
  readonly onFault?: (fault: Error) => void;
}

/** A loaded engine binary: compiled once, shared by any number of evaluators. */
export interface EngineModule {
  /** `resident`: our engine (flags stay compiled inside). `goff-abi`: an official binary, JSON in and out for every answer. `javascript`: the twin. */
  readonly kind: 'resident' | 'goff-abi' | 'javascript';
  /** Makes an evaluator with an instance of its own. */
  createEvaluator(options?: EvaluatorOptions): Evaluator;
}

/**
 * Whatever a platform can hand over as the engine: a URL to fetch, a `Response` (streamed), bytes, a compiled module, or a promise of one.
 * Ours or an official GO Feature Flag evaluation binary (`.wasi`).
 */
export type EngineSource =
  | string
  | URL
  | Response
  | BufferSource
  | WebAssembly.Module
  | PromiseLike<Response | BufferSource | WebAssembly.Module>;
