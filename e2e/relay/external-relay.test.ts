import { expect, test } from 'vitest';
import { ExternalRelayError, externalRelay } from './external-relay.ts';

test('a relay proxy that runs elsewhere keeps its address without the slash at its end', () => {
  expect(externalRelay('https://relay.example/', 'key')).toMatchObject({
    url: 'https://relay.example',
    kind: 'external',
  });
});

test('a relay proxy that runs elsewhere says what cannot be done with it, and how it could', async () => {
  const relay = externalRelay('https://relay.example', 'key');
  const error: unknown = await relay.writeFlags({}).catch((cause: unknown) => cause);
  expect(error).toBeInstanceOf(ExternalRelayError);
  expect(String(error)).toContain('cannot write flags: the relay proxy at https://relay.example runs elsewhere');
  expect(String(error)).toContain('Unset GOFF_RELAY_URL');
  await expect(relay.stop()).rejects.toThrow('cannot stop');
  await expect(relay.featureEvents()).rejects.toThrow('cannot read the exported feature events');
});
