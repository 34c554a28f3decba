import type { EngineModule, FlagConfiguration } from '@goff-web/engine';
import type { ProviderSignal, RefreshVerdict, Updates, UsableSnapshot } from '@goff-web/internal';
import type { ConfigurationCache } from './cache/configuration-cache.ts';
import type { ConfigurationSource } from './configuration/configuration-source.ts';
import type { FlagEvaluatorParts } from './evaluation/flag-evaluator.ts';

/** What is loaded beside the first request, without the engine's host. */
export type EvaluationPart = Pick<
  typeof import('./evaluation/evaluation.ts'),
  'FlagEvaluator' | 'decodeConfiguration' | 'toOutcome'
>;

/** The parts that in-process mode is put together from. */
export interface InProcessParts extends FlagEvaluatorParts {
  /** `undefined` where there is no relay proxy: then `given` is all there is. */
  readonly source: ConfigurationSource | undefined;
  /** A configuration handed over by the application. */
  readonly given: FlagConfiguration | undefined;
  /** Answers that the application brought along, served until a configuration has come. */
  readonly bootstrap: UsableSnapshot | undefined;
  /** `undefined` where nothing may be stored. */
  readonly cache: ConfigurationCache | undefined;
  /** Whether what is stored is used at once, or only where the relay proxy does not answer. */
  readonly restoreFirst: boolean;
  /** Decides when `attempt` is made; `serving` says whether there is something to serve while it fails. */
  readonly createUpdates: (
    attempt: (signal: AbortSignal) => Promise<RefreshVerdict>,
    serving: () => boolean,
  ) => Updates;
  readonly loadEngine: () => Promise<EngineModule>;
  /** Loads what reads configurations and stands between the engine and OpenFeature. */
  readonly loadEvaluation: () => Promise<EvaluationPart>;
  /** Told when another configuration is in use. */
  readonly onApplied: () => void;
  /** Where events leave. */
  readonly signal: (signal: ProviderSignal) => void;
}
