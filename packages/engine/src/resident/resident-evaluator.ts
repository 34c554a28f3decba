import { evaluationError } from '../evaluation-error.ts';
import type { EngineContext, Evaluation, Evaluator, EvaluatorOptions, FlagConfiguration } from '../evaluator.ts';
import { AttributeSlot } from './attribute-slot.ts';
import { readAnswer } from './read-answer.ts';
import { ResidentFlag } from './resident-flag.ts';
import type { ResidentInstance } from './resident-instance.ts';
import { FLAG_ATTRIBUTES, FLAG_NEXT, LIST_COUNT, LIST_ITEMS } from './resident-layout.ts';
import { Subject } from './subject.ts';

/** Memory that contexts may have taken before the instance is replaced: linear memory never shrinks. */
const MAX_CONTEXT_BYTES = 32 << 20;

const NO_CONFIGURATION: FlagConfiguration = Object.freeze({ flags: Object.freeze({}) });

/** Flags stay compiled in an instance of our engine; an evaluation crosses with integers, and comes back with the address of an outcome. */
export class ResidentEvaluator implements Evaluator {
  readonly #instantiate: () => ResidentInstance;
  readonly #now: () => number;
  readonly #onFault: ((fault: Error) => void) | undefined;
  #instance: ResidentInstance | undefined;
  #isDisposed = false;

  #configuration = NO_CONFIGURATION;
  readonly #subject = new Subject();
  /** Number of the current context. */
  #epoch = 0;
  #usesContextArena = false;
  #contextBytes = 0;

  readonly #flags = new Map<string, ResidentFlag>();
  readonly #slots = new Map<number, AttributeSlot>();
  /** What outcomes say, by address, all valid for ever; a date is added when one applies. */
  readonly #answers = new Map<number, Evaluation>();
  /** Keys of all flags, those before `#nextKey` compiled, and how many are compiled together when the next one is asked for. */
  #keys: readonly string[] | undefined;
  #nextKey = 0;
  #groupSize = 1;

  /** `instantiate` may throw; the evaluator then answers every flag with an error, and tries again with the next one. */
  constructor(instantiate: () => ResidentInstance, options: EvaluatorOptions) {
    this.#instantiate = instantiate;
    this.#now = options.now ?? Date.now;
    this.#onFault = options.onFault;
  }

  configure(configuration: FlagConfiguration): void {
    if (this.#isDisposed) return;
    this.#configuration = configuration;
    this.#subject.setEnrichment(configuration.evaluationContextEnrichment);
    this.#forget();
    this.#instance?.exports.configure();
  }

  setContext(context: EngineContext): void {
    if (this.#isDisposed) return;
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
    return flag !== undefined && flag.epoch === this.#epoch && (!flag.readsClock || this.#holds(flag))
      ? flag.answer
      : this.#evaluateAnew(flagKey, flag);
  }

  dispose(): void {
    this.configure(NO_CONFIGURATION);
    this.#subject.setContext({});
    this.#instance = undefined;
    this.#isDisposed = true;
  }

  /** Clocks are set back, too. */
  #holds({ fromMs, untilMs }: ResidentFlag): boolean {
    const now = this.#now();
    return now >= fromMs && now < untilMs;
  }

  #evaluateAnew(flagKey: string, known: ResidentFlag | undefined): Evaluation | undefined {
    if (known === undefined && !Object.hasOwn(this.#configuration.flags, flagKey)) return undefined;
    try {
      this.#instance ??= this.#instantiate();
      const flag = known ?? this.#compile(this.#instance, flagKey);
      flag.answer = this.#resolve(this.#instance, flag);
      flag.untilMs = flag.answer.validUntilMs;
      flag.epoch = this.#epoch;
      return flag.answer;
    } catch (cause) {
      const fault = cause instanceof Error ? cause : new Error(String(cause));
      this.#replace(fault);
      return evaluationError('GENERAL', `the engine failed and has been replaced: ${fault.message}`);
    }
  }

  /**
   * Compiles a flag, and with it some that nobody has asked for: the first alone, then twice as many each time. So a page that asks for few
   * compiles few, and one that asks for all crosses into the engine ten times instead of a thousand.
   */
  #compile(instance: ResidentInstance, flagKey: string): ResidentFlag {
    const others: string[] = [];
    while (others.length + 1 < this.#groupSize) {
      this.#keys ??= Object.keys(this.#configuration.flags);
      const key = this.#keys[this.#nextKey++];
      if (key === undefined) break;
      if (key !== flagKey && !this.#flags.has(key)) others.push(key);
    }
    try {
      const flag = this.#compileGroup(instance, flagKey, others);
      this.#groupSize *= 2;
      return flag;
    } catch (cause) {
      if (others.length === 0) throw cause;
      // One of the group is too deep, too large, or not JSON: from now on each is on its own.
      this.#groupSize = 0;
      return this.#compile(instance, flagKey);
    }
  }

  #compileGroup(instance: ResidentInstance, flagKey: string, others: readonly string[]): ResidentFlag {
    const { flags } = this.#configuration;
    const text = JSON.stringify([flagKey, ...others].flatMap((key) => [key, flags[key]]));
    let address = instance.exports.compile(...instance.place(text, false));
    instance.refresh();
    const add = (key: string): ResidentFlag => {
      if (address === 0) throw new RangeError("the engine's memory cannot take the flag");
      const flag = new ResidentFlag(instance, address, flags[key] ?? null);
      this.#flags.set(key, flag);
      address = instance.word(address + FLAG_NEXT);
      return flag;
    };
    const flag = add(flagKey);
    others.forEach(add);
    return flag;
  }

  #resolve(instance: ResidentInstance, flag: ResidentFlag): Evaluation {
    const now = flag.readsClock ? this.#now() : 0;
    for (;;) {
      const before = instance.bytes.length;
      const problem = this.#lowerAttributes(instance, flag);
      const outcome = problem === '' ? instance.exports.resolve(flag.address, now) : 0;
      instance.refresh();
      this.#contextBytes += instance.bytes.length - before;
      if (outcome !== 0 || problem !== '') {
        flag.fromMs = now;
        const { answer } = flag;
        const validUntilMs = flag.readsClock ? instance.validUntilMs() : Number.POSITIVE_INFINITY;
        if (outcome === flag.outcome && answer?.validUntilMs === validUntilMs) return answer;
        flag.outcome = outcome;
        return outcome === 0
          ? evaluationError('PARSE_ERROR', problem)
          : this.#answerFor(instance, flag, outcome, validUntilMs);
      }
      // The next step of a schedule reads more than those before.
      flag.attributes = undefined;
    }
  }

  #answerFor(instance: ResidentInstance, flag: ResidentFlag, outcome: number, validUntilMs: number): Evaluation {
    let answer = this.#answers.get(outcome);
    if (answer === undefined) {
      answer = readAnswer(instance, flag, outcome);
      this.#answers.set(outcome, answer);
    }
    return validUntilMs === Number.POSITIVE_INFINITY ? answer : Object.freeze({ ...answer, validUntilMs });
  }

  /** Hands over what the flag reads and the engine does not have yet. Returns what is wrong with it, or an empty string. */
  #lowerAttributes(instance: ResidentInstance, flag: ResidentFlag): string {
    let problem = '';
    flag.attributes ??= this.#attributesOf(instance, flag);
    for (const slot of flag.attributes) {
      if (slot.epoch !== this.#epoch) {
        slot.epoch = this.#epoch;
        slot.lower(this.#subject);
        if (slot.usesContextArena) this.#usesContextArena = true;
      }
      if (slot.fault !== '') problem = slot.fault;
    }
    return problem;
  }

  #attributesOf(instance: ResidentInstance, flag: ResidentFlag): readonly AttributeSlot[] {
    const list = instance.word(flag.address + FLAG_ATTRIBUTES);
    const slots: AttributeSlot[] = [];
    for (
      let left = instance.word(list + LIST_COUNT), item = instance.word(list + LIST_ITEMS);
      left > 0;
      left--, item += 4
    ) {
      const address = instance.word(item);
      let slot = this.#slots.get(address);
      if (slot === undefined) {
        slot = new AttributeSlot(instance, address);
        this.#slots.set(address, slot);
      }
      slots.push(slot);
    }
    return slots;
  }

  /** A new instance starts empty; flags are compiled again when they are next evaluated. */
  #replace(fault: Error): void {
    this.#instance = undefined;
    this.#forget();
    try {
      this.#onFault?.(fault);
    } catch {
      // A listener's fault must not become the flag's.
    }
  }

  #forget(): void {
    this.#epoch++;
    this.#flags.clear();
    this.#slots.clear();
    this.#answers.clear();
    this.#keys = undefined;
    this.#nextKey = 0;
    this.#groupSize = 1;
    this.#usesContextArena = false;
    this.#contextBytes = 0;
  }
}
