import { GoFeatureFlagProvider } from '@goff-web/core';

// #region use
export const provider: GoFeatureFlagProvider = new GoFeatureFlagProvider({
  configuration: {
    flags: {
      'fast-checkout': {
        variations: { on: true, off: false },
        targeting: [{ query: 'plan eq "pro"', variation: 'on' }],
        defaultRule: { variation: 'off' },
      },
    },
  },
});
// #endregion use
