/** What reads configurations and evaluates: the engine's host and what stands between it and OpenFeature. Loaded beside the first request, as there are no answers before. */

export { loadEngine } from '@goff-web/engine';
export { readRefusal } from '@goff-web/internal';
export { decodeConfiguration } from '../configuration/decode-configuration.ts';
export { toOutcome } from '../configuration/to-outcome.ts';
export { FlagEvaluator } from './flag-evaluator.ts';
export { engineFromStore, engineToText } from './stored-engine.ts';
