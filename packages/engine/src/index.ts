export { EngineLoadError, type EngineLoadErrorCode } from './engine-load-error.ts';
export type {
  EngineContext,
  EngineModule,
  EngineSource,
  Evaluation,
  Evaluator,
  EvaluatorOptions,
  FlagConfiguration,
  JsonValue,
} from './evaluator.ts';
export { type LoadEngineOptions, loadEngine } from './load-engine.ts';
