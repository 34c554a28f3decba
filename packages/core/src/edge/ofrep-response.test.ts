import { aLogger } from '@goff-web/internal/a-logger';
import { expect, it } from 'vitest';
import { createEdgeFlags } from './index.ts';
import type { OfrepOptions } from './ofrep-response.ts';

const FLAGS = { greeting: { variations: { plain: 'hello' }, defaultRule: { variation: 'plain' } } };
const PATH = '/ofrep/v1/evaluate/flags';
const flags = createEdgeFlags({ configuration: { flags: FLAGS } });

function post(path: string, headers: { readonly [name: string]: string } = {}, body = '{"context":{}}'): Request {
  return new Request(`https://edge.test${path}`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', ...headers },
    body,
  });
}

async function headerOf(name: string, request: Request, options: OfrepOptions): Promise<string | null> {
  return (await flags.ofrep(request, options)).headers.get(name);
}

it('answers below a path of the application’s own', async () => {
  const response = await flags.ofrep(post(`/api/flags${PATH}/greeting`));
  expect(await response.json()).toMatchObject({ key: 'greeting', value: 'hello' });
  expect((await flags.ofrep(post('/api/flags'))).status).toBe(404);
});

it('names the origin of a page that is listed, and nothing to one that is not', async () => {
  const options = { cors: { origins: ['https://shop.example', 'https://other.example/'] } };
  const allowed = (origin: string): Promise<string | null> =>
    headerOf('Access-Control-Allow-Origin', post(PATH, { Origin: origin }), options);
  expect(await allowed('https://shop.example')).toBe('https://shop.example');
  expect(await allowed('https://other.example')).toBe('https://other.example');
  expect(await allowed('https://shop.example.evil.test')).toBeNull();
  expect(await headerOf('Vary', post(PATH, { Origin: 'https://evil.test' }), options)).toBe('Origin');
});

it('allows no page of another origin by itself', async () => {
  const preflight = new Request(`https://edge.test${PATH}`, {
    method: 'OPTIONS',
    headers: { Origin: 'https://shop.example' },
  });
  expect(await headerOf('Access-Control-Allow-Origin', post(PATH, { Origin: 'https://shop.example' }), {})).toBeNull();
  expect(await headerOf('Access-Control-Allow-Origin', preflight, {})).toBeNull();
});

it('says 503 without a configuration, to be tried again, and keeps the cause to the log', async () => {
  const logger = aLogger();
  const cold = createEdgeFlags({ endpoint: 'http://127.0.0.1:9', logger });
  const response = await cold.ofrep(post(PATH));
  expect(response.status).toBe(503);
  expect(response.headers.get('Retry-After')).toBe('5');
  expect(await response.text()).not.toContain('127.0.0.1');
  expect(logger.errors).toEqual([expect.stringContaining('http://127.0.0.1:9')]);
});

it('looks at the context before it looks for a configuration', async () => {
  const cold = createEdgeFlags({ endpoint: 'http://127.0.0.1:9', logLevel: 'off' });
  expect((await cold.ofrep(post(PATH, {}, '{}'))).status).toBe(400);
});

it('refuses a body that is larger than any context', async () => {
  const body = JSON.stringify({ context: { text: 'x'.repeat(1_000_001) } });
  expect((await flags.ofrep(post(PATH, {}, body))).status).toBe(413);
});

it('answers a request whose body breaks off', async () => {
  const body = new ReadableStream({
    start(controller) {
      controller.error(new Error('the client has gone'));
    },
  });
  const request = new Request(`https://edge.test${PATH}`, { method: 'POST', body, duplex: 'half' } as RequestInit);
  expect((await flags.ofrep(request)).status).toBe(400);
});

it('keeps one request’s context from another’s, and from clients’', async () => {
  const byPlan = {
    variations: { on: 'yes', off: 'no' },
    targeting: [{ query: 'plan eq "pro"', variation: 'on' }],
    defaultRule: { variation: 'off' },
  };
  const edge = createEdgeFlags({ configuration: { flags: { plan: byPlan } } });
  const { client } = await edge.forRequest({ plan: 'pro' });
  const answers = await Promise.all(
    ['pro', 'free', 'pro', 'free'].map(async (plan) => {
      const response = await edge.ofrep(post(`${PATH}/plan`, {}, JSON.stringify({ context: { plan } })));
      return ((await response.json()) as { value: unknown }).value;
    }),
  );
  expect(answers).toEqual(['yes', 'no', 'yes', 'no']);
  expect(client.getStringValue('plan', '')).toBe('yes');
});
