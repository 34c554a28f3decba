import type { ContextLike } from '@goff-web/internal';
import type { Client, EvaluationContext, Logger, OpenFeatureAPI, Provider } from '@openfeature/web-sdk';
import * as sdk from '@openfeature/web-sdk';
import { SdkUnsupportedError } from './sdk-unsupported-error.ts';

/** Makes an OpenFeature client that shares nothing with any other: the SDK's own API is one for the whole isolate, its context included. */
export type CreateIsolatedClient = (provider: Provider, context: ContextLike, logger: Logger) => Client;

type ApiFactory = () => OpenFeatureAPI;

/**
 * Finds out how this version of the SDK makes an API of its own: by the isolated API of the specification where it has one, else by the
 * constructor, which is private in its types only.
 *
 * @throws {SdkUnsupportedError} `SDK_UNSUPPORTED` where it does neither.
 * @see {@link https://openfeature.dev/specification/sections/flag-evaluation#18-isolated-api-instances | OpenFeature, 1.8}
 */
export function isolatedClients(exports: object = sdk): CreateIsolatedClient {
  const createApi = findFactory(exports);
  return (provider, context, logger) => {
    const api = createApi();
    api.setLogger(logger);
    // A copy made by us: it holds nothing but what a context may.
    api.setProvider(provider, context as EvaluationContext);
    return api.getClient();
  };
}

function findFactory(exports: object): ApiFactory {
  // Read by name, because a bundler complains about an import that some versions do not have.
  const isolated: unknown = Reflect.get(exports, 'createIsolatedOpenFeatureAPI');
  const Api: unknown = Reflect.get(exports, 'OpenFeatureAPI');
  const factories: ApiFactory[] = [];
  if (typeof isolated === 'function') factories.push(() => isolated() as OpenFeatureAPI);
  if (typeof Api === 'function') factories.push(() => Reflect.construct(Api, []) as OpenFeatureAPI);
  const found = factories.find((factory) => makesApisApart(factory, Reflect.get(exports, 'OpenFeature')));
  if (found === undefined) throw new SdkUnsupportedError();
  return found;
}

/** Whether each call makes an API of its own. */
function makesApisApart(factory: ApiFactory, global: unknown): boolean {
  try {
    const first = factory();
    const second = factory();
    const isApi = ['setLogger', 'setProvider', 'getClient'].every(
      (name) => typeof Reflect.get(first, name) === 'function',
    );
    return isApi && first !== second && (first as unknown) !== global;
  } catch {
    return false;
  }
}
