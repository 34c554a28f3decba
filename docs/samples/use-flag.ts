import { OpenFeature, ProviderEvents } from '@openfeature/web-sdk';
import { onScopeDispose, type Ref, readonly, ref } from 'vue';

const MOMENTS = [ProviderEvents.Ready, ProviderEvents.ContextChanged, ProviderEvents.ConfigurationChanged] as const;

/** The flag's value, as long as the component lives. */
export function useFlag(flagKey: string, defaultValue: boolean): Readonly<Ref<boolean>> {
  const client = OpenFeature.getClient();
  const value = ref(client.getBooleanValue(flagKey, defaultValue));
  const update = (): void => {
    value.value = client.getBooleanValue(flagKey, defaultValue);
  };
  for (const moment of MOMENTS) client.addHandler(moment, update);
  onScopeDispose(() => {
    for (const moment of MOMENTS) client.removeHandler(moment, update);
  });
  return readonly(value);
}
