import type { OpenFeatureAPI } from '@openfeature/web-sdk';
import { afterEach, beforeAll, beforeEach, describe } from 'vitest';
import { anApi } from './an-api.ts';
import type { BehaviourRelay } from './behaviour-relay.ts';
import { ALICE, type BehaviourStage, KEY } from './behaviour-stage.ts';
import { describeClosing } from './describe-closing.ts';
import { describeContext } from './describe-context.ts';
import { describeEvaluations } from './describe-evaluations.ts';
import { describeOptions } from './describe-options.ts';
import { describeRefreshes } from './describe-refreshes.ts';
import { describeSnapshots } from './describe-snapshots.ts';
import { describeStart } from './describe-start.ts';
import { describeStorage } from './describe-storage.ts';
import { createProvider, flagsPath, MODES } from './mode.ts';

/**
 * What holds in both modes, wherever they run and whichever relay proxy stands behind. What differs by design is a table in docs/modes.md.
 *
 * @param startRelay - Starts one that serves `FLAGS` behind `KEY`.
 */
export function describeBehaviour(startRelay: () => Promise<BehaviourRelay>): void {
  let relay: BehaviourRelay;
  let api: OpenFeatureAPI;

  beforeAll(async () => {
    relay = await startRelay();
    return () => relay[Symbol.asyncDispose]();
  });
  beforeEach(() => {
    api = anApi();
  });
  afterEach(async () => {
    await api.close();
    await relay.reset();
  });

  describe.each(MODES)('%s mode', (mode) => {
    const stage: BehaviourStage = {
      path: flagsPath(mode),
      get relay() {
        return relay;
      },
      get proxy() {
        return relay.proxy;
      },
      get api() {
        return api;
      },
      get client() {
        return api.getClient();
      },
      aProvider: (options = {}) =>
        createProvider(mode, {
          endpoint: `${relay.proxy.url}/`,
          apiKey: KEY,
          pollIntervalMs: 0,
          changeStream: 'off',
          storage: 'memory',
          logLevel: 'off',
          ...options,
        }),
      async ready(options = {}, context = ALICE) {
        const provider = stage.aProvider(options);
        await api.setProviderAndWait(provider, context);
        return provider;
      },
    };
    describeEvaluations(stage);
    describeContext(stage);
    describeStart(stage);
    describeRefreshes(stage);
    describeOptions(stage);
    describeStorage(stage);
    describeSnapshots(stage);
    describeClosing(stage);
  });
}
