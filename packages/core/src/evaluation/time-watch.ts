import type { Evaluation, Evaluator, FlagConfiguration } from '@goff-web/engine';
import type { Cancel, Clock, Page } from '@goff-web/internal';
import { isSameAnswer } from './is-same-answer.ts';

/**
 * Timers stand still while a machine sleeps, and know nothing of a wall clock that is put right: at least this often the clock is looked at.
 */
const LONGEST_WAIT_MS = 30_000;

/** A clock that runs back less than this is taken for one that runs. */
const TOLERATED_STEP_BACK_MS = 1_000;

/** Members of a flag, at any depth, that make its answer depend on the time. To take one for it that is none costs one evaluation. */
const TIMED = /"(?:experimentation|scheduledRollout|progressiveRollout)":/i;

/** What a {@link TimeWatch} needs. */
export interface TimeWatchOptions {
  readonly engine: Pick<Evaluator, 'evaluate'>;
  /** Makes the engine forget the answers that it keeps: they are of a time that has not come yet. */
  readonly forgetAnswers: () => void;
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
  #timed: readonly string[] = [];
  /** What is known to those who were told; `undefined` until a first look. */
  #known: Map<string, Evaluation | undefined> | undefined;
  #lookedAtMs = 0;
  #cancel: Cancel | undefined;
  #unlisten: Cancel | undefined;

  constructor(options: TimeWatchOptions) {
    this.#options = options;
  }

  /** Watches the flags of another configuration. */
  follow(configuration: FlagConfiguration): void {
    const { flags } = configuration;
    this.#timed = Object.keys(flags).filter((key) => TIMED.test(JSON.stringify(flags[key])));
    this.restart();
  }

  /** All answers may be others, and whoever needs to know does: the context or the configuration was replaced. */
  restart(): void {
    if (this.#timed.length === 0) {
      this.stop();
      return;
    }
    // A first look is under way already, however many contexts come until then.
    if (this.#known === undefined && this.#cancel !== undefined) return;
    this.#known = undefined;
    this.#wait(0);
    this.#unlisten ??= this.#options.page?.listen((event) => {
      if (event === 'visible' || event === 'resumed' || event === 'returned') this.look();
    });
  }

  /** Compares what flags answer now with what they answered before, and tells. */
  look(): void {
    if (this.#timed.length === 0) return;
    const { clock, engine, forgetAnswers, onChange, page } = this.#options;
    const nowMs = clock.now();
    if (nowMs < this.#lookedAtMs - TOLERATED_STEP_BACK_MS) forgetAnswers();
    this.#lookedAtMs = nowMs;
    const before = this.#known;
    const known = new Map(this.#timed.map((key) => [key, engine.evaluate(key)]));
    this.#known = known;
    if (page?.hidden() === true) this.#cancelTimer();
    else this.#wait(Math.min(...Array.from(known.values(), (answer) => (answer?.validUntilMs ?? Infinity) - nowMs)));
    if (before === undefined) return;
    const changed = this.#timed.filter((key) => !isSameAnswer(before.get(key), known.get(key)));
    if (changed.length > 0) onChange(changed);
  }

  /** Leaves no timer and no listener; {@link follow} begins anew. */
  stop(): void {
    this.#timed = [];
    this.#known = undefined;
    this.#cancelTimer();
    this.#unlisten?.();
    this.#unlisten = undefined;
  }

  #wait(delayMs: number): void {
    this.#cancelTimer();
    const waitMs = Math.min(Math.max(0, delayMs), LONGEST_WAIT_MS);
    this.#cancel = this.#options.clock.schedule(() => this.look(), waitMs);
  }

  #cancelTimer(): void {
    this.#cancel?.();
    this.#cancel = undefined;
  }
}
