import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ask, type RawAnswer } from './ask.ts';
import { FLAG_FILES } from './flag-files.ts';
import { type RelayPair, startRelayPair } from './relay-pair.ts';

const GOOD = 'good:\n  variations: { on: true }\n  defaultRule: { variation: on }\n';

describe('both relays read alike', () => {
  let pair: RelayPair;
  beforeAll(async () => {
    pair = await startRelayPair({ flags: [{ name: 'default', apiKeys: [], flags: GOOD }], withFlagSets: false });
  });
  afterAll(async () => {
    await pair?.[Symbol.asyncDispose]();
  });

  const configurationOf = (url: string): Promise<RawAnswer> =>
    ask(url, { method: 'POST', path: '/v1/flag/configuration' });

  it.each(FLAG_FILES)('$title', async ({ text, readable }) => {
    await pair.writeFlags(GOOD);
    const outcomes = await Promise.allSettled([
      pair.real.writeFlags(text),
      (async () => pair.embedded.setFlags(text))(),
    ]);
    const [real, embedded] = await Promise.all([configurationOf(pair.real.url), configurationOf(pair.embedded.url)]);
    expect(outcomes[0].status).toBe(readable ? 'fulfilled' : 'rejected');
    expect(embedded.body).toBe(real.body);
    expect(outcomes[1].status).toBe(outcomes[0].status);
  });
});
