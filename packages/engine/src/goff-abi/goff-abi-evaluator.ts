import type {
  EngineContext,
  Evaluation,
  Evaluator,
  EvaluatorOptions,
  FlagConfiguration,
  JsonValue,
} from '../evaluator.ts';
import { GoffAbiInstance } from './goff-abi-instance.ts';

/** What an evaluation binary answers. */
interface GoffAbiAnswer {
  readonly value?: JsonValue;
  readonly variationType?: string;
  readonly reason?: string;
  readonly errorCode?: string;
  readonly errorDetails?: string;
  readonly cacheable?: boolean;
  readonly trackEvents?: boolean;
  readonly version?: string;
  readonly metadata?: { readonly [key: string]: JsonValue };
}

/** How long an answer that time may change is taken for granted: such a binary does not say when it changes. Rollouts go by the second. */
const RECHECK_MS = 1000;

const NO_CONFIGURATION: FlagConfiguration = Object.freeze({ flags: Object.freeze({}) });

/**
 * An official evaluation binary behind the engine's own interface. Flag, context and answer cross as JSON each time; a trap costs the flag an
 * error and the binary its instance, and the next evaluation gets a new one.
 */
export class GoffAbiEvaluator implements Evaluator {
  readonly #module: WebAssembly.Module;
  readonly #now: () => number;
  readonly #onFault: (fault: Error) => void;
  #instance: GoffAbiInstance | undefined;
  #configuration = NO_CONFIGURATION;
  #context: EngineContext = {};
  readonly #answers = new Map<string, Evaluation>();

  constructor(module: WebAssembly.Module, options: EvaluatorOptions) {
    this.#module = module;
    this.#now = options.now ?? Date.now;
    this.#onFault = options.onFault ?? (() => {});
  }

  configure(configuration: FlagConfiguration): void {
    this.#configuration = configuration;
    this.#answers.clear();
  }

  setContext(context: EngineContext): void {
    this.#context = context;
    this.#answers.clear();
  }

  evaluate(flagKey: string): Evaluation | undefined {
    const known = this.#answers.get(flagKey);
    if (known !== undefined && this.#now() < known.validUntilMs) return known;
    if (!Object.hasOwn(this.#configuration.flags, flagKey)) return undefined;
    let answer: Evaluation;
    try {
      this.#instance ??= new GoffAbiInstance(this.#module, this.#now);
      answer = this.#read(JSON.parse(this.#instance.evaluate(this.#input(flagKey))) as GoffAbiAnswer, true);
    } catch (cause) {
      this.#instance = undefined;
      const fault = cause instanceof Error ? cause : new Error(String(cause));
      const errorDetails = `the evaluation binary has failed and will be replaced: ${fault.message}`;
      answer = this.#read({ variationType: 'SdkDefault', reason: 'ERROR', errorCode: 'GENERAL', errorDetails }, false);
      this.#report(fault);
    }
    this.#answers.set(flagKey, answer);
    return answer;
  }

  dispose(): void {
    this.configure(NO_CONFIGURATION);
    this.#context = {};
    this.#instance = undefined;
  }

  #input(flagKey: string): string {
    return JSON.stringify({
      flagKey,
      flag: this.#configuration.flags[flagKey],
      evalContext: this.#context,
      flagContext: { evaluationContextEnrichment: this.#configuration.evaluationContextEnrichment ?? {} },
    });
  }

  /** `mayChange`: where time can change the answer, unless the binary calls it cacheable. */
  #read(answer: GoffAbiAnswer, mayChange: boolean): Evaluation {
    const errorCode = answer.errorCode ?? '';
    const ruleName = answer.metadata?.['evaluatedRuleName'];
    const cacheable = answer.cacheable ?? false;
    const metadata = answer.metadata;
    return Object.freeze({
      value: answer.value ?? undefined,
      variation: answer.variationType ?? '',
      reason: answer.reason ?? '',
      errorCode,
      errorDetails: errorCode === '' ? '' : (answer.errorDetails ?? errorCode),
      ruleName: typeof ruleName === 'string' ? ruleName : '',
      cacheable,
      trackEvents: answer.trackEvents ?? true,
      version: answer.version ?? '',
      metadata: metadata !== undefined && Object.keys(metadata).length > 0 ? metadata : undefined,
      validUntilMs: cacheable || !mayChange ? Number.POSITIVE_INFINITY : this.#now() + RECHECK_MS,
    });
  }

  #report(fault: Error): void {
    try {
      this.#onFault(fault);
    } catch {
      // A listener's fault must not become the flag's.
    }
  }
}
