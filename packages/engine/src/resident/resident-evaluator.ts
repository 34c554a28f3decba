import { evaluationError } from '../evaluation-error.ts';
import type { EngineContext, Evaluation, Evaluator, EvaluatorOptions, FlagConfiguration } from '../evaluator.ts';
import { AttributeSlot } from './attribute-slot.ts';
import { ResidentFlag } from './resident-flag.ts';
import type { ResidentInstance } from './resident-instance.ts';
import { Subject } from './subject.ts';

/** Memory that contexts may have taken before the instance is replaced: linear memory never shrinks. */
const MAX_CONTEXT_BYTES = 32 << 20;

const NO_CONFIGURATION: FlagConfiguration = Object.freeze({ flags: Object.freeze({}) });

/** Flags stay compiled in an instance of our engine; an evaluation crosses with integers, and comes back with the address of an outcome. */
export class ResidentEvaluator implements Evaluator {
  readonly #instantiate: () => ResidentInstance;
  readonly #now: () => number;
  readonly #onFault: (fault: Error) => void;
  #instance: ResidentInstance | undefined;
  #disposed = false;

  #configuration: FlagConfiguration = NO_CONFIGURATION;
  readonly #subject = new Subject();
  /** Number of the current context. */
  #epoch = 0;
  readonly #flags = new Map<string, ResidentFlag>();
  readonly #slots = new Map<number, AttributeSlot>();
  #usesContextArena = false;
  #contextBytes = 0;

  /** `instantiate` may throw; the evaluator then answers every flag with an error, and tries again with the next one. */
  constructor(instantiate: () => ResidentInstance, options: EvaluatorOptions) {
    this.#instantiate = instantiate;
    this.#now = options.now ?? Date.now;
    this.#onFault = options.onFault ?? (() => {});
  }

  configure(configuration: FlagConfiguration): void {
    if (this.#disposed) return;
    this.#configuration = configuration;
    this.#subject.setEnrichment(configuration.evaluationContextEnrichment);
    this.#forget();
    this.#instance?.exports.configure();
  }

  setContext(context: EngineContext): void {
    if (this.#disposed) return;
    this.#subject.setContext(context);
    this.#epoch++;
    if (this.#contextBytes > MAX_CONTEXT_BYTES) {
      this.#replace(
        new RangeError(`an evaluation context has taken ${this.#contextBytes} bytes of the engine's memory`),
      );
    } else if (this.#usesContextArena) {
      this.#usesContextArena = false;
      this.#instance?.exports.beginContext();
    }
  }

  evaluate(flagKey: string): Evaluation | undefined {
    const flag = this.#flags.get(flagKey);
    if (flag !== undefined && flag.epoch === this.#epoch) {
      if (flag.validUntilMs === Number.POSITIVE_INFINITY || this.#now() < flag.validUntilMs) return flag.answer;
    }
    return this.#evaluateAnew(flagKey, flag);
  }

  dispose(): void {
    this.#disposed = true;
    this.#configuration = NO_CONFIGURATION;
    this.#subject.setContext({});
    this.#subject.setEnrichment(undefined);
    this.#forget();
    this.#instance = undefined;
  }

  #evaluateAnew(flagKey: string, known: ResidentFlag | undefined): Evaluation | undefined {
    if (known === undefined && !Object.hasOwn(this.#configuration.flags, flagKey)) return undefined;
    try {
      this.#instance ??= this.#instantiate();
      const flag = known ?? this.#compile(this.#instance, flagKey);
      flag.answer = this.#resolve(this.#instance, flag);
      flag.validUntilMs = flag.answer.validUntilMs;
      flag.epoch = this.#epoch;
      return flag.answer;
    } catch (cause) {
      const fault = cause instanceof Error ? cause : new Error(String(cause));
      this.#replace(fault);
      return evaluationError('GENERAL', `the engine failed and has been replaced: ${fault.message}`);
    }
  }

  #compile(instance: ResidentInstance, flagKey: string): ResidentFlag {
    const source = this.#configuration.flags[flagKey] ?? null;
    const key = instance.place(flagKey, 'configuration');
    const text = instance.place(JSON.stringify(source), 'configuration');
    const address = instance.exports.compile(key.address, key.length, text.address, text.length);
    instance.memory.refresh();
    const flag = new ResidentFlag(instance, address, source);
    this.#listAttributes(instance, flag);
    this.#flags.set(flagKey, flag);
    return flag;
  }

  #listAttributes(instance: ResidentInstance, flag: ResidentFlag): void {
    flag.attributes = flag.attributeAddresses(instance).map((address) => {
      let slot = this.#slots.get(address);
      if (slot === undefined) {
        slot = new AttributeSlot(instance, address);
        this.#slots.set(address, slot);
      }
      return slot;
    });
  }

  #resolve(instance: ResidentInstance, flag: ResidentFlag): Evaluation {
    for (;;) {
      const before = instance.memory.bytes.length;
      const problem = this.#lowerAttributes(instance, flag.attributes);
      const now = flag.readsClock ? this.#now() : 0;
      const outcome = problem === '' ? instance.exports.resolve(flag.address, now) : 0;
      instance.memory.refresh();
      this.#contextBytes += instance.memory.bytes.length - before;
      if (problem !== '') return evaluationError('PARSE_ERROR', problem);
      if (outcome !== 0) {
        const validUntilMs = flag.readsClock ? instance.validUntilMs : Number.POSITIVE_INFINITY;
        return flag.answerFor(instance, outcome, validUntilMs);
      }
      // The next step of a schedule reads more than those before.
      this.#listAttributes(instance, flag);
    }
  }

  /** Hands over what the flag reads and the engine does not have yet. Returns what is wrong with it, or an empty string. */
  #lowerAttributes(instance: ResidentInstance, slots: readonly AttributeSlot[]): string {
    let problem = '';
    for (const slot of slots) {
      if (slot.epoch !== this.#epoch) {
        slot.epoch = this.#epoch;
        slot.lower(instance, this.#subject);
        if (slot.usesContextArena) this.#usesContextArena = true;
      }
      if (slot.fault !== '') problem = slot.fault;
    }
    return problem;
  }

  /** A new instance starts empty; flags are compiled again when they are next evaluated. */
  #replace(fault: Error): void {
    this.#instance = undefined;
    this.#forget();
    try {
      this.#onFault(fault);
    } catch {
      // A listener's fault must not become the flag's.
    }
  }

  #forget(): void {
    this.#epoch++;
    this.#flags.clear();
    this.#slots.clear();
    this.#usesContextArena = false;
    this.#contextBytes = 0;
  }
}
