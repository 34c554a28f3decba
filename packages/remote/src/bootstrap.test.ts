import { aLogger } from '@goff-web/internal/a-logger';
import { type EvaluationContext, ProviderEvents, ProviderStatus } from '@openfeature/web-sdk';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { EvaluationSnapshot } from './index.ts';
import { openRemotePage, type RemotePage } from './testing/remote-page.ts';
import { whoAmI } from './testing/scripted-relay.ts';

let page: RemotePage;

beforeEach(() => {
  page = openRemotePage();
});

afterEach(() => page.close());

describe('a snapshot', () => {
  const ALICE = { targetingKey: 'alice', plan: 'pro' };
  const LIMITS = {
    key: 'limits',
    value: { items: [1] },
    reason: 'STATIC',
    variant: 'small',
    metadata: { team: 'web' },
  };

  /** What a server that renders the page would put into it. */
  async function aSnapshot(context: EvaluationContext = ALICE): Promise<EvaluationSnapshot> {
    page.relay.respond = (request) => whoAmI(request, [LIMITS, { key: 'failed', errorCode: 'PARSE_ERROR' }]);
    const server = page.aProvider();
    await server.initialize(context);
    const snapshot = server.snapshot();
    await server.onClose();
    page.relay.seen.length = 0;
    return JSON.parse(JSON.stringify(snapshot));
  }

  it('makes the very first evaluation after setProvider answer as the server did, before any network', async () => {
    const bootstrap = await aSnapshot();
    page.relay.respond = undefined;
    const ready: unknown[] = [];
    page.api.addHandler(ProviderEvents.Ready, (details) => void ready.push(details));
    page.api.setProvider(page.aProvider({ bootstrap }), ALICE);
    expect([page.relay.seen.length, page.status(), page.who()]).toEqual([0, ProviderStatus.READY, 'alice']);
    expect(page.api.getClient().getObjectDetails('limits', {})).toMatchObject({
      value: { items: [1] },
      reason: 'STATIC',
      variant: 'small',
      flagMetadata: { team: 'web' },
    });
    expect(page.api.getClient().getBooleanDetails('failed', true)).toMatchObject({
      value: true,
      errorCode: 'PARSE_ERROR',
    });
    await page.untilSeen(1);
    expect(ready).toHaveLength(1);
  });

  it('gives way to the relay proxy’s own answers, naming exactly what differs', async () => {
    const bootstrap = await aSnapshot();
    const changes: unknown[] = [];
    page.api.addHandler(ProviderEvents.ConfigurationChanged, (details) => void changes.push(details?.flagsChanged));
    page.relay.respond = (request) => whoAmI(request, [{ ...LIMITS, value: { items: [2] } }]);
    const provider = page.aProvider({ bootstrap });
    await page.api.setProviderAndWait(provider, ALICE);
    await provider.refresh();
    expect(changes).toEqual([['failed', 'limits']]);
    expect(page.relay.seen[0]?.headers.get('If-None-Match')).toBeNull();
  });

  it('is refused for another context, with one warning, and used once its own is set', async () => {
    const bootstrap = await aSnapshot();
    const logger = aLogger();
    page.relay.respond = undefined;
    page.api.setProvider(page.aProvider({ bootstrap, logger, logLevel: 'warning' }), { ...ALICE, plan: 'free' });
    expect([page.status(), page.who()]).toEqual([ProviderStatus.NOT_READY, 'default']);
    expect(logger.warnings).toEqual([expect.stringContaining('"bootstrap" is of another context')]);
    await page.api.setContext(ALICE);
    expect([page.status(), page.who()]).toEqual([ProviderStatus.READY, 'alice']);
    expect(logger.warnings).toHaveLength(1);
  });

  it('is never seen again once the relay proxy has answered for its context, even when memory has forgotten that', async () => {
    const bootstrap = await aSnapshot();
    page.relay.respond = (request) => whoAmI(request, [{ ...LIMITS, value: { items: [2] } }]);
    const provider = page.aProvider({ bootstrap, maxCachedContexts: 1, cacheMode: 'disabled' });
    await page.api.setProviderAndWait(provider, ALICE);
    await provider.refresh();
    await page.api.setContext({ targetingKey: 'bob' });
    const back = page.api.setContext(ALICE);
    expect(page.api.getClient().getObjectDetails('limits', {}).errorCode).toBe('PROVIDER_NOT_READY');
    await back;
  });

  it('holds what the relay proxy said, not how it was kept, and no attribute of the user', async () => {
    const provider = page.aProvider();
    await page.api.setProviderAndWait(provider, { email: 'alice@example.com' });
    await page.api.setContext({});
    await page.api.setContext({ email: 'alice@example.com' });
    const text = JSON.stringify(provider.snapshot());
    expect(text).toContain('TARGETING_MATCH');
    expect(text).not.toContain('CACHED');
    expect(text).not.toContain('alice');
  });

  it('is the caller’s to change, and bound to the context as it was set, whatever becomes of the application’s object', async () => {
    page.relay.respond = (request) => whoAmI(request, [LIMITS]);
    const provider = page.aProvider({ flagList: ['who', 'limits'] });
    const context = { targetingKey: 'alice', company: { name: 'a' } };
    await page.api.setProviderAndWait(provider, context);
    const snapshot = provider.snapshot();
    Object.assign(snapshot?.flags[1]?.[1] as object, { items: [9] });
    context.company.name = 'b';
    expect(provider.snapshot()?.context).toBe(snapshot?.context);
    expect(page.api.getClient().getObjectValue('limits', {})).toEqual({ items: [1] });
    page.relay.respond = undefined;
    const bootstrap = provider.snapshot();
    page.api.setProvider(page.aProvider({ bootstrap }), { targetingKey: 'alice', company: { name: 'a' } });
    expect(page.who()).toBe('alice');
  });

  it('does not exist while nothing is known', async () => {
    const provider = page.aProvider();
    expect(provider.snapshot()).toBeUndefined();
    page.relay.respond = () => new Response('', { status: 500 });
    await expect(page.api.setProviderAndWait(provider)).rejects.toThrow();
    expect(provider.snapshot()).toBeUndefined();
  });

  it('of another version is left alone, with one warning', async () => {
    const logger = aLogger();
    const bootstrap = { ...(await aSnapshot()), format: 'goff-web-snapshot/9' } as never;
    await page.api.setProviderAndWait(page.aProvider({ bootstrap, logger, logLevel: 'warning' }), ALICE);
    expect(logger.warnings).toEqual([expect.stringContaining('"bootstrap" is not of the format')]);
    expect(page.who()).toBe('alice');
  });
});
