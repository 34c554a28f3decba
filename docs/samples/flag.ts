import { OpenFeature, ProviderEvents } from '@openfeature/web-sdk';
import { type Readable, readable } from 'svelte/store';

const MOMENTS = [ProviderEvents.Ready, ProviderEvents.ContextChanged, ProviderEvents.ConfigurationChanged] as const;

/** The flag's value, as long as somebody is subscribed. */
export function flag(flagKey: string, defaultValue: boolean): Readable<boolean> {
  const client = OpenFeature.getClient();
  const evaluate = (): boolean => client.getBooleanValue(flagKey, defaultValue);
  return readable(evaluate(), (set) => {
    const update = (): void => set(evaluate());
    update();
    for (const moment of MOMENTS) client.addHandler(moment, update);
    return () => {
      for (const moment of MOMENTS) client.removeHandler(moment, update);
    };
  });
}
