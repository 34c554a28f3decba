import {
  type ContextLike,
  digestContext,
  type EvaluationSnapshot,
  equalJson,
  type FlagAnswer,
  type FlagEvidence,
  type FlagType,
  isSameContext,
  type PreparedAnswer,
  prepareAnswer,
  resolvePrepared,
  toFailedResolution,
  type UsableSnapshot,
  writeSnapshot,
} from '@goff-web/internal';
import type { JsonValue, ResolutionDetails } from '@openfeature/web-sdk';

/** Answers that the application brought along, for the one evaluation context that they were evaluated for. */
export class BootstrapAnswers {
  readonly #given: UsableSnapshot;
  readonly #prepared: ReadonlyMap<string, PreparedAnswer>;
  /** The context that was asked about last, and whether the answers are its. */
  #asked: ContextLike | undefined;
  #holds = false;

  constructor(given: UsableSnapshot) {
    this.#given = given;
    this.#prepared = new Map(
      Array.from(given.answers, ([key, answer]) => [key, prepareAnswer(key, answer, new Map())]),
    );
  }

  /** Whether these are the answers for `context`: nobody else is shown them. */
  holdFor(context: ContextLike): boolean {
    if (this.#asked === undefined || !isSameContext(this.#asked, context)) {
      this.#asked = { ...context };
      this.#holds = digestContext(context) === this.#given.context;
    }
    return this.#holds;
  }

  /** Answers a flag. */
  resolve<T extends JsonValue>(flagKey: string, type: FlagType, defaultValue: T): ResolutionDetails<T> {
    const prepared = this.#prepared.get(flagKey);
    return prepared === undefined
      ? toFailedResolution(defaultValue, 'FLAG_NOT_FOUND', `There is no flag "${flagKey}" in "bootstrap".`)
      : resolvePrepared(flagKey, type, defaultValue, prepared);
  }

  /** The same, for another page. */
  snapshot(): EvaluationSnapshot {
    return writeSnapshot(this.#asked, this.#given.answers, this.#given);
  }

  /** What the recording of a flag's evaluation needs to know. */
  evidenceOf(flagKey: string): FlagEvidence {
    return { trackEvents: !this.#given.untracked.has(flagKey), version: undefined };
  }

  /** Keys of the flags that are answered otherwise from now on. */
  changedBy(answers: ReadonlyMap<string, FlagAnswer>): readonly string[] {
    const before = this.#given.answers;
    return [...new Set([...before.keys(), ...answers.keys()])].filter(
      (key) => !isSameToCaller(before.get(key), answers.get(key)),
    );
  }
}

/** Metadata makes no difference: a snapshot of remote mode says less of it. */
function isSameToCaller(left: FlagAnswer | undefined, right: FlagAnswer | undefined): boolean {
  return left !== undefined && right !== undefined && equalJson(told(left), told(right));
}

function told({ errorCode, reason, value, variant }: FlagAnswer): unknown {
  return errorCode === undefined ? [value ?? null, variant, reason] : errorCode;
}
