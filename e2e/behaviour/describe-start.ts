import { ProviderEvents, ProviderStatus } from '@openfeature/web-sdk';
import { describe, expect, it } from 'vitest';
import { status as answers, html, says } from '../faults/fault.ts';
import { nextEvent } from './an-api.ts';
import { ALICE, type BehaviourStage, KEY } from './behaviour-stage.ts';

/** What becomes of a start. */
export function describeStart(stage: BehaviourStage): void {
  const { aProvider, path, ready } = stage;
  describe('a start', () => {
    it('that is answered is READY', async () => {
      const event = nextEvent(stage.api, ProviderEvents.Ready);
      await ready();
      expect(await event).toMatchObject({ providerName: 'GO Feature Flag Provider' });
      expect(stage.client.providerStatus).toBe(ProviderStatus.READY);
    });

    it.each([
      ['is cut', { kind: 'cut' }],
      ['is reset', { kind: 'reset' }],
      ['is half the body', { kind: 'truncate' }],
      ['is broken gzip', { kind: 'broken-gzip' }],
      ['is a page', html()],
      ['is a list', says('[]')],
      ['is null', says('null')],
      ['is 404', answers(404)],
      ['is 500', answers(500)],
      ['is 503', answers(503)],
    ] as const)('whose answer %s is ERROR with defaults, and READY at the next one that is good', async (_, fault) => {
      // Not once: a browser by itself sends again what a reset of a used connection has cost.
      const lift = stage.proxy.inflict({ path, fault });
      const provider = aProvider();
      await expect(stage.api.setProviderAndWait(provider, ALICE)).rejects.toThrow(stage.proxy.url);
      expect(stage.client.providerStatus).toBe(ProviderStatus.ERROR);
      expect(stage.client.getBooleanDetails('admin', false)).toMatchObject({
        value: false,
        reason: 'ERROR',
        errorCode: 'PROVIDER_NOT_READY',
      });
      lift();
      await provider.refresh();
      expect([stage.client.providerStatus, stage.client.getBooleanValue('admin', false)]).toEqual([
        ProviderStatus.READY,
        true,
      ]);
    });

    it('without a relay proxy is ERROR, and READY by itself once there is one', async () => {
      await stage.relay.vanish();
      const recovered = nextEvent(stage.api, ProviderEvents.Ready);
      await expect(stage.api.setProviderAndWait(aProvider(), ALICE)).rejects.toThrow('No complete answer');
      await stage.relay.reset();
      await recovered;
      expect(stage.client.providerStatus).toBe(ProviderStatus.READY);
    });

    it.each([
      ['hangs', { kind: 'hang' }],
      ['drips', { kind: 'drip', everyMs: 50 }],
    ] as const)('that %s is given up after timeoutMs, body included', async (_, fault) => {
      stage.proxy.inflict({ path, fault });
      await expect(stage.api.setProviderAndWait(aProvider({ timeoutMs: 200 }), ALICE)).rejects.toThrow('within 200 ms');
    });

    it('with a wrong key is FATAL, and READY with the right one', async () => {
      const provider = aProvider({ apiKey: 'wrong' });
      await expect(stage.api.setProviderAndWait(provider, ALICE)).rejects.toThrow('"apiKey"');
      expect(stage.client.providerStatus).toBe(ProviderStatus.FATAL);
      await provider.setApiKey(KEY);
      expect(stage.client.providerStatus).toBe(ProviderStatus.READY);
      expect(stage.client.getBooleanValue('admin', false)).toBe(true);
    });

    it('without a key where one is wanted says so', async () => {
      await expect(stage.api.setProviderAndWait(aProvider({ apiKey: '' }), ALICE)).rejects.toThrow('set "apiKey"');
    });

    it('at a gateway’s 403 is FATAL', async () => {
      stage.proxy.inflict({ path, fault: answers(403) });
      await expect(stage.api.setProviderAndWait(aProvider(), ALICE)).rejects.toThrow('403');
      expect(stage.client.providerStatus).toBe(ProviderStatus.FATAL);
    });

    it('without any flags is READY and finds none', async () => {
      await stage.relay.writeFlags({});
      await ready();
      expect(stage.client.getBooleanDetails('admin', true)).toMatchObject({ value: true, errorCode: 'FLAG_NOT_FOUND' });
    });
  });
}
