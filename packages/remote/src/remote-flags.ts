import type {
  CacheMode,
  Clock,
  EvaluationSnapshot,
  ExporterMetadata,
  FlagEvidence,
  FlagType,
  Lifecycle,
  RefreshVerdict,
  RelayAnswer,
  Updates,
  UsableSnapshot,
} from '@goff-web/internal';
import type { EvaluationContext, JsonValue, Logger, ResolutionDetails } from '@openfeature/core';
import type { RecentAnswers } from './answers/recent-answers.ts';
import type { AnswersCache } from './cache/answers-cache.ts';
import type { LoweredContext } from './context/lower-context.ts';

/** What the flags of one open provider are made from. */
export interface RemoteFlagsParts {
  /** Asks the relay proxy to evaluate everything for a context. */
  readonly evaluate: (
    context: LoweredContext['wire'],
    entityTag: string | undefined,
    signal: AbortSignal,
  ) => Promise<RelayAnswer>;
  /** Decides when `attempt` is made. */
  readonly createUpdates: (attempt: (signal: AbortSignal) => Promise<RefreshVerdict>) => Updates;
  /** The answers kept on this device for the current credential; `undefined` where nothing is stored. */
  readonly cache: () => AnswersCache | undefined;
  readonly recent: RecentAnswers;
  /** Answers that the application brought along. */
  readonly bootstrap: UsableSnapshot | undefined;
  readonly lifecycle: Lifecycle;
  /** Calls back so many milliseconds later; at 0, once the SDK has finished with the promise that was just settled. */
  readonly later: Clock['schedule'];
  readonly logger: Logger;
  readonly now: () => number;
  readonly cacheMode: CacheMode;
  readonly flagList: readonly string[];
  /** What the relay proxy is told about the provider with each context. */
  readonly metadata: ExporterMetadata;
  /** Told when other answers are in use. */
  readonly onApplied: () => void;
}

/** The flags of one provider between its start and its close. */
export interface RemoteFlags {
  /** Begins with this context. Resolves when there are answers for it; rejects when the relay proxy fails, and goes on trying. */
  start(context: EvaluationContext): Promise<void>;
  /**
   * Replaces the context. Answers of the context before are never used for the new one. A promise is returned only when there are no
   * answers for it in memory.
   */
  setContext(context: EvaluationContext): Promise<void> | undefined;
  /** Answers a flag for exactly this context. Never throws, never waits. */
  resolve<T extends JsonValue>(
    flagKey: string,
    type: FlagType,
    defaultValue: T,
    context: EvaluationContext,
  ): ResolutionDetails<T>;
  /** What is known for the current context; `undefined` while nothing is. */
  snapshot(): EvaluationSnapshot | undefined;
  /** What is known about a flag's evaluations: a bulk answer says nothing, a snapshot does. */
  evidenceOf(flagKey: string): FlagEvidence | undefined;
  refresh(): Promise<void>;
  /** Asks anew with another credential; what is served stays until the relay proxy has answered. */
  renew(): Promise<void>;
  /** Forgets every context but the current one. */
  forget(): void;
  close(): void;
}
