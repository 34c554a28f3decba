import type { EngineModule, Evaluation, Evaluator, FlagConfiguration, JsonValue } from '@goff-web/engine';

/** What a flag of the fake engine looks like: it answers `value`, or the attribute of the context that `from` names. */
export interface FakeFlag {
  readonly value?: JsonValue;
  readonly from?: string;
}

/** An engine without WebAssembly: enough to see what the provider does with one. */
export const fakeEngine: EngineModule = { kind: 'resident', createEvaluator: () => createFakeEvaluator() };

function createFakeEvaluator(): Evaluator {
  let configuration: FlagConfiguration = { flags: {} };
  let context: { readonly [attribute: string]: unknown } = {};
  const kept = new Map<string, Evaluation>();
  return {
    configure(next) {
      configuration = next;
      kept.clear();
    },
    setContext(next) {
      context = next;
      kept.clear();
    },
    evaluate(flagKey) {
      const flag = configuration.flags[flagKey] as FakeFlag | undefined;
      if (flag === undefined) return undefined;
      const known = kept.get(flagKey);
      if (known !== undefined) return known;
      const attributes = { ...context, ...configuration.evaluationContextEnrichment };
      const value = flag.from === undefined ? flag.value : (attributes[flag.from] as JsonValue | undefined);
      const evaluation = anEvaluation({ value });
      kept.set(flagKey, evaluation);
      return evaluation;
    },
    dispose() {
      configuration = { flags: {} };
    },
  };
}

/** An evaluation that succeeded, with what the test says otherwise. */
export function anEvaluation(parts: Partial<Evaluation> = {}): Evaluation {
  return {
    value: true,
    variation: 'on',
    reason: 'STATIC',
    errorCode: '',
    errorDetails: '',
    ruleName: '',
    cacheable: true,
    trackEvents: true,
    version: '',
    metadata: undefined,
    validUntilMs: Number.POSITIVE_INFINITY,
    ...parts,
  };
}
