import { GoFeatureFlagProvider } from '@goff-web/core';
import { OpenFeature } from '@openfeature/web-sdk';

afterEach(() => OpenFeature.close());

it('shows a flag that the test has set', async () => {
  const flag = {
    variations: { on: true, off: false },
    targeting: [{ query: 'plan eq "pro"', variation: 'on' }],
    defaultRule: { variation: 'off' },
  };
  await OpenFeature.setProviderAndWait(new GoFeatureFlagProvider({ configuration: { flags: { fast: flag } } }), {
    targetingKey: 'user',
    plan: 'pro',
  });
  document.body.textContent = OpenFeature.getClient().getBooleanValue('fast', false) ? 'fast' : 'slow';
  expect(document.body.textContent).toBe('fast');
});
