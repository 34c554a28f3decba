import { type EngineModule, type Evaluator, type FlagConfiguration, loadEngine } from '@goff-web/engine';
import type { EvaluationContext } from '@openfeature/web-sdk';
import type { RelayAddress } from '../relay/relay-address.ts';
import { bucketOf } from './bucket-of.ts';
import { keepConfiguration, keptConfiguration } from './kept-configuration.ts';

/** What the evaluator knows about an answer besides what OpenFeature tells. */
export interface Insight {
  /** Percent of the flag's percentage that the user is in, 0 to 99; `undefined` where the flag has none. */
  readonly bucket: number | undefined;
  /** Until when the answer holds, in Unix milliseconds; `Infinity` where time does not matter. */
  readonly validUntilMs: number;
}

/** The evaluator itself, for views that look at other users and other times than the page's own. */
export interface Lab {
  /** Fetches the configuration; tells listeners when it has come. Without a relay proxy the last one stays, even that of an earlier visit. */
  refresh(): Promise<void>;
  /** Calls back with each configuration, and at once where there is one. */
  listen(listener: () => void): void;
  /** Keys of the flags in the configuration. */
  flagKeys(): readonly string[];
  /** Names of a flag's variations. */
  variations(flagKey: string): readonly string[];
  /** What is known about the answers of these flags for this user, now. */
  inspect(context: EvaluationContext, flagKeys: readonly string[]): ReadonlyMap<string, Insight>;
  /** A flag's definition. */
  flag(flagKey: string): FlagConfiguration['flags'][string] | undefined;
  /**
   * Makes an evaluator of the configuration in force, whose clock is `now`; `undefined` until there is one.
   *
   * @param changed - Flags that are tried out in place of those in force.
   */
  evaluator(now: () => number, changed?: FlagConfiguration['flags']): Evaluator | undefined;
}

/** Fetches the engine and the relay proxy's flag configuration. */
export function createLab(relay: RelayAddress): Lab {
  const listeners = new Set<() => void>();
  let engine: EngineModule | undefined;
  let configuration: FlagConfiguration | undefined;

  async function fetchConfiguration(): Promise<FlagConfiguration> {
    const headers: Record<string, string> = { 'Content-Type': 'application/json' };
    if (relay.apiKey !== undefined) headers['X-API-Key'] = relay.apiKey;
    const url = `${relay.url.replace(/\/+$/, '')}/v1/flag/configuration`;
    const response = await fetch(url, { method: 'POST', headers, body: '{}' });
    if (!response.ok) throw new Error(`The relay proxy answered ${response.status}.`);
    const body = (await response.json()) as Partial<FlagConfiguration>;
    return { ...body, flags: body.flags ?? {} };
  }

  function evaluator(now: () => number, changed: FlagConfiguration['flags'] = {}): Evaluator | undefined {
    if (engine === undefined || configuration === undefined) return undefined;
    const made = engine.createEvaluator({ now });
    made.configure({ ...configuration, flags: { ...configuration.flags, ...changed } });
    return made;
  }

  /** A field of a flag's definition, whatever it is. */
  function fieldOf(flagKey: string, name: string): unknown {
    const flag: unknown = configuration?.flags[flagKey];
    return typeof flag === 'object' && flag !== null ? Reflect.get(flag, name) : undefined;
  }

  function bucket(flagKey: string, context: EvaluationContext): number | undefined {
    const flag = configuration?.flags[flagKey];
    if (engine === undefined || !/"(percentage|progressiveRollout)"/.test(JSON.stringify(flag) ?? '')) return undefined;
    const key = fieldOf(flagKey, 'bucketingKey');
    return bucketOf(engine, flagKey, context, typeof key === 'string' ? key : undefined);
  }

  return {
    async refresh() {
      const [loaded, fetched] = await Promise.allSettled([engine ?? loadEngine(), fetchConfiguration()]);
      // The columns say what is wrong with the relay proxy; here the last configuration stays.
      if (loaded.status === 'fulfilled') engine = loaded.value;
      if (fetched.status === 'fulfilled') keepConfiguration(relay.url, fetched.value);
      configuration = fetched.status === 'fulfilled' ? fetched.value : (configuration ?? keptConfiguration(relay.url));
      if (engine === undefined || configuration === undefined) return;
      for (const listener of listeners) listener();
    },
    listen(listener) {
      listeners.add(listener);
      if (configuration !== undefined) listener();
    },
    flagKeys: () => Object.keys(configuration?.flags ?? {}),
    flag: (flagKey) => configuration?.flags[flagKey],
    variations: (flagKey) => Object.keys(fieldOf(flagKey, 'variations') ?? {}),
    inspect(context, flagKeys) {
      const asked = evaluator(() => Date.now());
      asked?.setContext(context);
      const insights = new Map<string, Insight>();
      for (const flagKey of flagKeys) {
        const answer = asked?.evaluate(flagKey);
        if (answer !== undefined) {
          insights.set(flagKey, { bucket: bucket(flagKey, context), validUntilMs: answer.validUntilMs });
        }
      }
      asked?.dispose();
      return insights;
    },
    evaluator,
  };
}
