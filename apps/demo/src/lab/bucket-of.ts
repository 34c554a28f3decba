import type { EngineContext, EngineModule } from '@goff-web/engine';

/** Parts of a percentage that the bucket is told in. */
const BUCKETS = 100;
const NAMES = Array.from({ length: BUCKETS }, (_, bucket) => `b${String(bucket).padStart(2, '0')}`);

/**
 * In which percent of a flag's percentage this user is, from 0 to 99: the engine itself is asked, by a flag of the same key that has a
 * variation for each percent.
 */
export function bucketOf(
  engine: EngineModule,
  flagKey: string,
  context: EngineContext,
  bucketingKey?: string,
): number | undefined {
  const evaluator = engine.createEvaluator();
  evaluator.configure({
    flags: {
      [flagKey]: {
        variations: Object.fromEntries(NAMES.map((name) => [name, name])),
        defaultRule: { percentage: Object.fromEntries(NAMES.map((name) => [name, 1])) },
        ...(bucketingKey === undefined ? {} : { bucketingKey }),
      },
    },
  });
  evaluator.setContext(context);
  const bucket = NAMES.indexOf(evaluator.evaluate(flagKey)?.variation ?? '');
  evaluator.dispose();
  return bucket === -1 ? undefined : bucket;
}
