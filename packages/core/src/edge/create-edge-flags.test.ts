import { aLogger } from '@goff-web/internal/a-logger';
import { OpenFeature } from '@openfeature/web-sdk';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { configurationAnswer, type LoopbackRelay, startLoopbackRelay } from '../testing/loopback-relay.ts';
import { createEdgeFlags, type EdgeFlags, type EdgeOptions } from './index.ts';
import { isolatedClients } from './isolated-client.ts';

const FLAGS = {
  beta: {
    variations: { on: true, off: false },
    targeting: [{ query: 'plan eq "pro"', variation: 'on' }],
    defaultRule: { variation: 'off' },
  },
  greeting: { variations: { plain: '</script><!--' }, defaultRule: { variation: 'plain' }, metadata: { owner: 'a' } },
  silent: { variations: { on: 1 }, defaultRule: { variation: 'on' }, trackEvents: false },
  limits: { variations: { small: { items: [1] } }, defaultRule: { variation: 'small' } },
  half: { variations: { a: 'a', b: 'b' }, defaultRule: { percentage: { a: 50, b: 50 } } },
};

function standalone(options: Partial<EdgeOptions> = {}): EdgeFlags {
  return createEdgeFlags({ configuration: { flags: FLAGS }, logLevel: 'off', ...options });
}

describe('a client of one request', () => {
  it('answers for its own context, whatever other requests do between getting it and evaluating', async () => {
    const flags = standalone();
    const pro = await flags.forRequest({ targetingKey: 'a', plan: 'pro' });
    const free = await flags.forRequest({ targetingKey: 'b', plan: 'free' });
    expect(pro.client.getBooleanValue('beta', false)).toBe(true);
    expect(free.client.getBooleanValue('beta', true)).toBe(false);
    expect(pro.client.getBooleanDetails('beta', false)).toMatchObject({ variant: 'on', reason: 'TARGETING_MATCH' });
  });

  it('copies the context, deeply', async () => {
    const flags = standalone({
      configuration: {
        flags: { beta: { ...FLAGS.beta, targeting: [{ query: 'user.plan eq "pro"', variation: 'on' }] } },
      },
    });
    const context = { targetingKey: 'a', user: { plan: 'pro' } };
    const { client } = await flags.forRequest(context);
    context.user.plan = 'free';
    expect(client.getBooleanValue('beta', false)).toBe(true);
  });

  it('leaves the SDK’s own API alone', async () => {
    const { client } = await standalone().forRequest({ targetingKey: 'a', plan: 'pro' });
    expect(client.providerStatus).toBe('READY');
    expect(client.metadata.providerMetadata.name).toBe('GO Feature Flag Provider');
    expect(OpenFeature.getContext()).toEqual({});
    expect(OpenFeature.providerMetadata.name).toBe('No-op Provider');
  });

  it('answers in every type, and the default with a reason where it cannot', async () => {
    const { client } = await standalone().forRequest({});
    expect(client.getStringDetails('greeting', '')).toMatchObject({
      value: '</script><!--',
      flagMetadata: { owner: 'a' },
    });
    expect(client.getNumberValue('silent', 0)).toBe(1);
    expect(client.getObjectValue('limits', {})).toEqual({ items: [1] });
    expect(client.getBooleanDetails('nobody', true)).toMatchObject({ value: true, errorCode: 'FLAG_NOT_FOUND' });
    expect(client.getBooleanDetails('greeting', true)).toMatchObject({ value: true, errorCode: 'TYPE_MISMATCH' });
    expect(client.getStringDetails('half', 'x')).toMatchObject({ value: 'x', errorCode: 'TARGETING_KEY_MISSING' });
  });

  it('gets objects that nobody can write to, so that no request alters another’s', async () => {
    const flags = standalone();
    const [one, two] = await Promise.all([flags.forRequest({}), flags.forRequest({})]);
    const limits = one.client.getObjectValue<{ items: number[] }>('limits', { items: [] });
    expect(() => limits.items.push(2)).toThrow(TypeError);
    expect(two.client.getObjectValue('limits', {})).toEqual({ items: [1] });
  });

  it('has hooks and handlers of its own', async () => {
    const flags = standalone();
    const [one, two] = await Promise.all([flags.forRequest({ targetingKey: 'a' }), flags.forRequest({})]);
    const seen: unknown[] = [];
    one.client.addHooks({ after: (hook) => void seen.push(hook.context.targetingKey) });
    one.client.getNumberValue('silent', 0);
    two.client.getNumberValue('silent', 0);
    expect(seen).toEqual(['a']);
  });
});

describe('a snapshot of one request', () => {
  it('has every flag evaluated for this request, and neither rules nor attributes', async () => {
    const { client, snapshot } = await standalone().forRequest({
      targetingKey: 'a',
      plan: 'pro',
      email: 'a@example.com',
    });
    expect(client.getBooleanValue('beta', false)).toBe(true);
    const text = JSON.stringify(snapshot());
    expect(
      snapshot()
        .flags.map(([flagKey]) => flagKey)
        .sort(),
    ).toEqual(Object.keys(FLAGS).sort());
    expect(snapshot().untracked).toEqual(['silent']);
    expect(text).not.toMatch(/query|targeting"|percentage|example\.com/);
  });

  it('is the request’s own: writing to it changes nobody’s answers', async () => {
    const flags = standalone({
      configuration: {
        flags: { menu: { variations: { all: { links: ['new'] } }, defaultRule: { variation: 'all' } } },
      },
    });
    const one = await flags.forRequest({ targetingKey: 'a' });
    Object.assign(one.snapshot().flags[0]?.[1] ?? {}, { links: ['written'] });
    expect(one.snapshot().flags[0]?.[1]).toEqual({ links: ['new'] });
    const other = await flags.forRequest({ targetingKey: 'b' });
    expect(other.client.getObjectValue('menu', {})).toEqual({ links: ['new'] });
  });

  it('can be written into a script of a page, escaped as the documentation says', async () => {
    const { snapshot } = await standalone().forRequest({ targetingKey: 'a' });
    const script = JSON.stringify(snapshot()).replaceAll('<', '\\u003c');
    expect(script).not.toContain('<');
    expect(Reflect.construct(Function, [`return ${script}`])()).toEqual(snapshot());
  });
});

describe('against a relay proxy', () => {
  let relay: LoopbackRelay;
  afterEach(() => relay.close());

  it('says the same to the end of a request, though the configuration has changed meanwhile', async () => {
    relay = await startLoopbackRelay(configurationAnswer(FLAGS));
    const work: Promise<unknown>[] = [];
    const waitUntil = (held: Promise<unknown>): void => void work.push(held);
    const flags = createEdgeFlags({ endpoint: relay.endpoint, pollIntervalMs: 1_000 });
    const now = vi.spyOn(Date, 'now');
    try {
      const { client, snapshot } = await flags.forRequest({ targetingKey: 'a', plan: 'pro' }, { waitUntil });
      expect(client.getBooleanValue('beta', false)).toBe(true);
      relay.respond = configurationAnswer({ greeting: FLAGS.greeting });
      now.mockReturnValue(Date.now() + 5_000);
      await flags.forRequest({}, { waitUntil });
      await Promise.all(work);
      const after = await flags.forRequest({ targetingKey: 'a', plan: 'pro' }, { waitUntil });
      expect(after.client.getBooleanDetails('beta', false).errorCode).toBe('FLAG_NOT_FOUND');
      expect(client.getBooleanValue('beta', false)).toBe(true);
      expect(snapshot().flags.map(([flagKey]) => flagKey)).toEqual(['beta', 'greeting']);
    } finally {
      now.mockRestore();
    }
  });

  it('refuses a configuration beyond the limit, tells so once, and answers with defaults', async () => {
    relay = await startLoopbackRelay(configurationAnswer({ big: { variations: { a: 'x'.repeat(2_000) } } }));
    const logger = aLogger();
    const flags = createEdgeFlags({
      endpoint: relay.endpoint,
      apiKey: 'secret-key',
      maxConfigurationBytes: 1_000,
      logger,
    });
    for (let count = 0; count < 3; count += 1) {
      const { client, snapshot } = await flags.forRequest({});
      expect(client.getStringDetails('big', 'default')).toMatchObject({
        value: 'default',
        errorCode: 'PROVIDER_NOT_READY',
      });
      expect(snapshot().flags).toEqual([]);
    }
    expect(logger.errors).toEqual([expect.stringMatching(/exceeds 1000 bytes/)]);
    expect(logger.errors.join()).not.toContain('secret-key');
  });
});

describe('options', () => {
  it.each([
    [{}, 'endpoint'],
    [{ endpoint: 'relay' }, 'endpoint'],
    [{ endpoint: 'http://relay.test', startTimeoutMs: -1 }, 'startTimeoutMs'],
    [{ endpoint: 'http://relay.test', maxConfigurationBytes: 10 }, 'maxConfigurationBytes'],
    [{ endpoint: 'http://relay.test', cache: {} }, 'cache'],
    [{ endpoint: 'http://relay.test', pollIntervalMs: 5 }, 'pollIntervalMs'],
  ])('throw where they are wrong: %j', (options, name) => {
    expect(() => createEdgeFlags(options as EdgeOptions)).toThrow(
      expect.objectContaining({ code: 'OPTION_INVALID', option: name }),
    );
  });

  it('may be a function, called at the first request and never again', async () => {
    const read = vi.fn(() => ({ configuration: { flags: FLAGS } }));
    const flags = createEdgeFlags(read);
    expect(read).not.toHaveBeenCalled();
    expect((await flags.forRequest({})).client.getNumberValue('silent', 0)).toBe(1);
    await flags.forRequest({});
    expect(read).toHaveBeenCalledOnce();
  });

  it('that a function returns wrong leave the request with defaults, and the cause in the log once', async () => {
    const log = vi.spyOn(console, 'error').mockImplementation(() => undefined);
    try {
      const flags = createEdgeFlags(() => ({ endpoint: '' }));
      for (let count = 0; count < 3; count += 1) {
        const { client } = await flags.forRequest({});
        expect(client.getBooleanDetails('beta', true)).toMatchObject({
          value: true,
          errorMessage: expect.stringContaining('"endpoint"'),
        });
      }
      expect(log).toHaveBeenCalledOnce();
    } finally {
      log.mockRestore();
    }
  });
});

describe('an SDK', () => {
  it('is asked for its isolated API first', () => {
    const made: unknown[] = [];
    const createIsolatedOpenFeatureAPI = (): unknown => {
      const api = { setLogger: () => api, setProvider: () => api, getClient: () => 'client' };
      made.push(api);
      return api;
    };
    const createClient = isolatedClients({ createIsolatedOpenFeatureAPI, OpenFeatureAPI: OpenFeature.constructor });
    expect(createClient({} as never, {}, {} as never)).toBe('client');
    expect(made.length).toBeGreaterThan(0);
  });

  function throwing(): never {
    throw new Error('private');
  }

  it.each([
    ['nothing', {}],
    ['a constructor that throws', { OpenFeatureAPI: throwing }],
    ['one API for everybody', { createIsolatedOpenFeatureAPI: () => OpenFeature, OpenFeature }],
  ])('that has %s is refused in words', (_, exports) => {
    expect(() => isolatedClients(exports)).toThrow(expect.objectContaining({ code: 'SDK_UNSUPPORTED' }));
    expect(() => isolatedClients(exports)).toThrow(/@openfeature\/web-sdk/);
  });
});
