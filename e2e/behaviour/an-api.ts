import { OpenFeature, type OpenFeatureAPI, type ProviderEvents } from '@openfeature/web-sdk';

/** An OpenFeature API that no other test shares. The constructor is private to TypeScript only. */
export function anApi(): OpenFeatureAPI {
  const api: OpenFeatureAPI = Reflect.construct(OpenFeature.constructor as new () => OpenFeatureAPI, []);
  const quiet = (): void => undefined;
  api.setLogger({ debug: quiet, info: quiet, warn: quiet, error: quiet });
  return api;
}

/** Resolves with the details of the next event of this type. */
export function nextEvent(api: OpenFeatureAPI, type: ProviderEvents): Promise<{ readonly [name: string]: unknown }> {
  return new Promise((resolve) => {
    const handler = (details: object | undefined): void => {
      api.removeHandler(type, handler);
      resolve({ ...details });
    };
    api.addHandler(type, handler);
  });
}
