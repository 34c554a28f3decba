import { aLogger } from '@goff-web/internal/a-logger';
import { expect, it } from 'vitest';
import { resolveOptions } from './options.ts';
import { GoFeatureFlagProvider } from './provider.ts';

const endpoint = 'https://relay.example.com';

it.each([
  ['endpoint', { endpoint: undefined }],
  ['endpoint', { endpoint: 'relay' }],
  ['apiKey', { apiKey: 'a\nb' }],
  ['pollIntervalMs', { pollIntervalMs: 999 }],
  ['timeoutMs', { timeoutMs: 0 }],
  ['flagList', { flagList: 'a' }],
  ['wasm', { wasm: 1 }],
  ['headers', { headers: [] }],
  ['fetch', { fetch: 'fetch' }],
  ['storage', { storage: 'cookies' }],
  ['cacheMode', { cacheMode: 'always' }],
  ['cacheMaxAgeMs', { cacheMaxAgeMs: -1 }],
  ['configuration', { configuration: { flag: {} } }],
  ['logger', { logger: {} }],
  ['logLevel', { logLevel: 'warn' }],
])('throws from the constructor when "%s" is illegal', (name, wrong) => {
  const construct = () => new GoFeatureFlagProvider({ endpoint, ...wrong } as never);
  expect(construct).toThrow(expect.objectContaining({ code: 'OPTION_INVALID', option: name }));
  expect(construct).toThrow(new RegExp(`^"${name}" must be .+[,;] got `));
});

it('fills in the documented defaults', () => {
  expect(resolveOptions({ endpoint })).toMatchObject({
    endpoint,
    apiKey: undefined,
    pollIntervalMs: 10_000,
    timeoutMs: 10_000,
    flagList: [],
    cacheMode: 'local-cache-first',
    cacheMaxAgeMs: 604_800_000,
  });
  expect(resolveOptions({ configuration: { flags: {} } })).toMatchObject({ endpoint: undefined, pollIntervalMs: 0 });
});

it('never reads the caller’s object again', () => {
  const configuration = { flags: { a: { variations: { x: 1 } } } };
  const resolved = resolveOptions({ configuration });
  configuration.flags.a.variations.x = 2;
  expect(resolved.configuration).toEqual({ flags: { a: { variations: { x: 1 } } } });
});

it('warns of an option that it does not know', () => {
  const logger = aLogger();
  resolveOptions({ endpoint, logger, pollInterval: 1 });
  expect(logger.warnings).toEqual([
    'GoFeatureFlagProvider has no option "pollInterval"; it is ignored. Did you mean "pollIntervalMs"?',
  ]);
});
