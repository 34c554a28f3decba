import type { Evaluation, Evaluator, FlagConfiguration } from '@goff-web/engine';
import type { Cancel, Clock, Page } from '@goff-web/internal';
import { isSameAnswer } from './is-same-answer.ts';

/**
 * Timers stand still while a machine sleeps, and know nothing of a wall clock that is put right: at least this often the clock is looked at.
 */
const LONGEST_WAIT_MS = 30_000;

/** Members of a flag, at any depth, that make its answer depend on the time. To take one for it that is none costs one evaluation. */
const TIMED = /"(?:experimentation|scheduledRollout|progressiveRollout)":/i;

/** What a {@link TimeWatch} needs. */
export interface TimeWatchOptions {
  readonly engine: Pick<Evaluator, 'evaluate'>;
  readonly clock: Clock;
  readonly page: Page | undefined;
  /** Is told the keys of flags that answer differently because time has passed, and for no other reason. */
  readonly onChange: (flagKeys: readonly string[]) => void;
}

/**
 * Finds the moments at which time alone changes an answer: rollout steps, schedules, ends of experiments. The engine says until when each answer
 * holds; there is one timer, for the first of these moments. In a page that nobody sees it stops, and looks again on return.
 */
export class TimeWatch {
  readonly #options: TimeWatchOptions;
  #configuration: FlagConfiguration | undefined;
  /** Flags whose answers depend on the time; `undefined` while nobody has looked for them. */
  #timed: readonly string[] | undefined;
  /** What is known to those who were told; `undefined` until a first look. */
  #known: Map<string, Evaluation | undefined> | undefined;
  #cancel: Cancel | undefined;
  #unlisten: Cancel | undefined;

  constructor(options: TimeWatchOptions) {
    this.#options = options;
  }

  /** Watches the flags of another configuration. */
  follow(configuration: FlagConfiguration): void {
    this.#configuration = configuration;
    this.#timed = undefined;
    this.restart();
  }

  /** All answers may be others, and whoever needs to know does: the context or the configuration was replaced. */
  restart(): void {
    if (this.#configuration === undefined || this.#timed?.length === 0) return;
    // A first look is under way already, however many contexts come until then.
    if (this.#known === undefined && this.#cancel !== undefined) return;
    this.#known = undefined;
    // Not at once: whoever waits for the configuration shall not wait for this.
    this.#wait(0);
    this.#unlisten ??= this.#options.page?.listen((event) => {
      if (event === 'visible' || event === 'resumed' || event === 'returned') this.catchUp();
    });
  }

  /** Tells what time has changed until now. */
  catchUp(): void {
    if (this.#known !== undefined) this.#look();
  }

  /** Leaves no timer and no listener; {@link follow} begins anew. */
  stop(): void {
    this.#configuration = undefined;
    this.#rest();
  }

  /** Compares what flags answer now with what they answered before. */
  #look(): void {
    const { clock, engine, onChange, page } = this.#options;
    const flags = this.#configuration?.flags ?? {};
    this.#timed ??= Object.keys(flags).filter((key) => {
      try {
        return TIMED.test(JSON.stringify(flags[key]));
      } catch {
        // It nests deeper than the stack goes: the engine has no answer to it, at any time.
        return false;
      }
    });
    const timed = this.#timed;
    if (timed.length === 0) {
      this.#rest();
      return;
    }
    const before = this.#known;
    const known = new Map(timed.map((key) => [key, engine.evaluate(key)]));
    this.#known = known;
    this.#cancelTimer();
    if (page?.hidden() !== true) {
      const nowMs = clock.now();
      this.#wait(Math.min(...Array.from(known.values(), (answer) => (answer?.validUntilMs ?? Infinity) - nowMs)));
    }
    const changed = before && timed.filter((key) => !isSameAnswer(before.get(key), known.get(key)));
    if (changed !== undefined && changed.length > 0) onChange(changed);
  }

  #rest(): void {
    this.#known = undefined;
    this.#cancelTimer();
    this.#unlisten?.();
    this.#unlisten = undefined;
  }

  #wait(delayMs: number): void {
    this.#cancelTimer();
    const waitMs = Math.min(Math.max(0, delayMs), LONGEST_WAIT_MS);
    this.#cancel = this.#options.clock.schedule(() => this.#look(), waitMs);
  }

  #cancelTimer(): void {
    this.#cancel?.();
    this.#cancel = undefined;
  }
}
