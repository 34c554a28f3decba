import { type EvaluationContext, InMemoryProvider, OpenFeature } from '@openfeature/web-sdk';
import type { Peer, Subject } from '../subject.ts';
import { type FlagShape, PLANS } from '../workload.ts';

/** What OpenFeature's SDK takes whichever provider stands behind it: its own one that holds flags in memory, where a rule is a line of JavaScript. */
export const peer: Peer = {
  async load(configuration): Promise<Subject> {
    const shapes = JSON.parse(configuration) as { readonly [key: string]: FlagShape };
    const flags = Object.entries(shapes).map(([key, shape]) => {
      const contextEvaluator = (context: EvaluationContext): 'off' | 'on' => (isOn(shape, context) ? 'on' : 'off');
      return [key, { variants: { on: true, off: false }, defaultVariant: 'off', disabled: false, contextEvaluator }];
    });
    await OpenFeature.setProviderAndWait(new InMemoryProvider(Object.fromEntries(flags)));
    const client = OpenFeature.getClient();
    return {
      use: (context) => void OpenFeature.setContext(context),
      evaluate: (flagKey) => client.getBooleanValue(flagKey, false),
    };
  },
};

function isOn(shape: FlagShape, { country, plan, targetingKey = '' }: EvaluationContext): boolean {
  if (shape.startsWith('rule') && !(country === 'FR' && PLANS.some((listed) => listed === plan))) return false;
  // Half of all, by the last digit.
  return !shape.endsWith('rollout') || Number(targetingKey.at(-1)) < 5;
}
