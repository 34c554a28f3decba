import type { FlagValue, Hook } from '@openfeature/web-sdk';
import type { EventRecorder } from './event-recorder.ts';

/** What is known about the flag that was just evaluated, besides what the SDK's details say. */
export interface FlagEvidence {
  /** Whether the flag wants its evaluations recorded. */
  readonly trackEvents: boolean;
  /** Empty where it has none; `undefined` where the metadata says it, if anything does. */
  readonly version: string | undefined;
}

/** The variation of an evaluation that gave the application's default. */
const NO_VARIATION = 'SdkDefault';

/**
 * Makes the hook that records evaluations. It listens at the stage `finally`, which the SDK reaches exactly once an evaluation: at `after`
 * and `error`, an evaluation that another hook spoils would be recorded twice. Never throws.
 */
export function createExposureHook(
  recorder: Pick<EventRecorder, 'exposure'>,
  evidenceOf: (flagKey: string) => FlagEvidence | undefined,
): Hook {
  return {
    finally(hookContext, details) {
      try {
        const { context, flagKey } = hookContext;
        const evidence = evidenceOf(flagKey);
        if (evidence?.trackEvents === false) return;
        const isFailed = details.errorCode !== undefined;
        const variation = (isFailed ? undefined : details.variant) ?? NO_VARIATION;
        const version = evidence?.version ?? String(details.flagMetadata['version'] ?? '');
        recorder.exposure(context, flagKey, variation, keptValue(details.value), isFailed, version);
      } catch {
        // A context with a getter that throws, at worst: there is no event to speak of.
      }
    },
  };
}

/** Objects that a provider of ours hands out are frozen through and through; a default of the application's may be written to at any time. */
function keptValue(value: FlagValue): FlagValue {
  return Object.isFrozen(value) ? value : JSON.parse(JSON.stringify(value));
}
