import { GoFeatureFlagProvider } from '@goff-web/core';

const provider = new GoFeatureFlagProvider({
  configuration: {
    flags: { 'fast-checkout': { variations: { on: true, off: false }, defaultRule: { variation: 'on' } } },
  },
});

export { provider };
