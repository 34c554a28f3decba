import type { EngineModule, Evaluator } from '@goff-web/engine';
import { diffFlags, type FlagDifference } from './flags/diff-flags.ts';
import type { FlagDefinitions } from './flags/read-flags.ts';
import { type QueryCheck, validateFlag } from './flags/validate-flag.ts';
import type { JsonObject } from './json/json-value.ts';

/** A flag that the relay left out, and why. */
interface DroppedFlag {
  readonly flagKey: string;
  readonly reason: string;
}

/** What loading flags did. */
interface LoadResult {
  readonly difference: FlagDifference | undefined;
  readonly dropped: readonly DroppedFlag[];
}

/** Some flags, who may ask for them, and what evaluates them. */
export interface FlagSet {
  readonly name: string;
  readonly enrichment: JsonObject;
  /** Valid flags in force. */
  readonly flags: FlagDefinitions;
  /** When flags were last read with success, Unix milliseconds. */
  readonly refreshedAtMs: number;
  /** Puts other flags in force; invalid ones are dropped, as the relay proxy drops them. */
  load(flags: FlagDefinitions): LoadResult;
  /** Notes that the source was read with success, whatever it held. */
  touch(): void;
  /** Evaluates the flags in force. Its context is whatever the last request set. */
  readonly evaluator: Evaluator;
  /** Lets go of the engine. */
  dispose(): void;
}

/** Makes a flag set without flags. */
export function createFlagSet(
  name: string,
  enrichment: JsonObject,
  engine: EngineModule,
  isQueryValid: QueryCheck,
  now: () => number,
): FlagSet {
  const evaluator = engine.createEvaluator({ now });
  let flags: FlagDefinitions = {};
  let refreshedAtMs = now();

  return {
    name,
    enrichment,
    get flags() {
      return flags;
    },
    get refreshedAtMs() {
      return refreshedAtMs;
    },
    load: (candidates) => {
      const dropped: DroppedFlag[] = [];
      const valid = Object.entries(candidates).filter(([flagKey, flag]) => {
        const reason = validateFlag(flag, isQueryValid);
        if (reason !== undefined) dropped.push({ flagKey, reason });
        return reason === undefined;
      });
      const next: FlagDefinitions = Object.fromEntries(valid);
      const difference = diffFlags(flags, next);
      flags = next;
      refreshedAtMs = now();
      evaluator.configure({ flags: next, evaluationContextEnrichment: enrichment });
      return { difference, dropped };
    },
    touch: () => {
      refreshedAtMs = now();
    },
    evaluator,
    dispose: () => evaluator.dispose(),
  };
}
