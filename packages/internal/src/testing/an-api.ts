import { OpenFeature, type OpenFeatureAPI } from '@openfeature/web-sdk';

/** An OpenFeature API that no other test shares, and that says nothing. The constructor is private to TypeScript only. */
export function anApi(): OpenFeatureAPI {
  const api: OpenFeatureAPI = Reflect.construct(OpenFeature.constructor as new () => OpenFeatureAPI, []);
  const quiet = (): void => undefined;
  api.setLogger({ debug: quiet, info: quiet, warn: quiet, error: quiet });
  return api;
}
