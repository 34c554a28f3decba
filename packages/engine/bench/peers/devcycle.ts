import { instantiate } from '@devcycle/bucketing-assembly-script/build/bucketing-lib.release.js';
import type { Peer, Subject } from '../subject.ts';

const SDK_KEY = 'bench';

export const peer: Peer = {
  async load(configuration, wasm): Promise<Subject> {
    const engine = await instantiate(await WebAssembly.compile(wasm), { env: {} });
    const platform = {
      platform: 'NodeJS',
      platformVersion: '24',
      sdkType: 'server',
      sdkVersion: '1.0.0',
      hostname: 'bench',
    };
    engine.setPlatformData(JSON.stringify(platform));
    engine.setConfigDataUTF8(SDK_KEY, new TextEncoder().encode(configuration));
    const boolean = engine.VariableType.Boolean.valueOf();
    let user = '';
    return {
      use({ targetingKey, country, ...customData }): void {
        user = JSON.stringify({ user_id: targetingKey, country, customData });
      },
      evaluate(flagKey): boolean {
        const variable = engine.variableForUser(SDK_KEY, user, flagKey, boolean, false);
        return variable !== null && (JSON.parse(variable) as { value: unknown }).value === true;
      },
    };
  },
};
