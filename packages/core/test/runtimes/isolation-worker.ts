// A worker whose every answer names the user whom it was for. Bundled for workerd and for Vercel's edge runtime.
import { createEdgeFlags, type EdgeOptions, type EdgeRequest } from '@goff-web/core/edge';

let relayUrl = '';
const log: string[] = [];
const write =
  (weight: string) =>
  (...parts: unknown[]): void =>
    void log.push(`${weight}: ${parts.slice(1).map(String).join(' ')}`);

const flags = createEdgeFlags(
  (): EdgeOptions => ({
    endpoint: relayUrl,
    apiKey: 'browser-key',
    startTimeoutMs: 1_000,
    timeoutMs: 1_500,
    pollIntervalMs: 1_000,
    maxConfigurationBytes: 100_000,
    logger: { error: write('error'), warn: write('warn'), info: write('info'), debug: write('debug') },
  }),
);

/** Lets other requests have their turn. */
async function giveWay(turns: number): Promise<void> {
  for (let turn = 0; turn < turns % 3; turn += 1) await Promise.resolve();
  if (turns % 5 === 0) await new Promise((resolve) => setTimeout(resolve, turns % 4));
}

/** One request of one user: what the client says, with pauses before each answer, and what the snapshot says. */
async function answerUser(user: number, request: EdgeRequest): Promise<readonly unknown[]> {
  const context = { targetingKey: `user-${user}`, high: Math.floor(user / 100), low: user % 100 };
  const { client, snapshot } = await flags.forRequest(context, request);
  await giveWay(user);
  const high = client.getStringValue('high', 'none');
  await giveWay(user + 1);
  const low = client.getStringValue('low', 'none');
  const seen = new Map(snapshot().flags.map(([flagKey, value]) => [flagKey, value]));
  return [high, low, seen.get('high') ?? 'none', seen.get('low') ?? 'none'];
}

/**
 * `/users/100/20` answers for 20 users from user 100 on, all at once; `/log` what has been logged. The address of the relay proxy comes in a
 * header, as an environment does that only a request can see.
 */
export async function answer(request: Request, waitUntil: EdgeRequest['waitUntil']): Promise<Response> {
  relayUrl = request.headers.get('x-relay') ?? relayUrl;
  const [, route, first, count] = new URL(request.url).pathname.split('/');
  if (route === 'log') {
    await flags.flush();
    return Response.json(log);
  }
  const users = Array.from({ length: Number(count) }, (_, index) => Number(first) + index);
  return Response.json(await Promise.all(users.map((user) => answerUser(user, { waitUntil, signal: request.signal }))));
}

/** What workerd takes. */
const worker = {
  fetch: (request: Request, _: unknown, context: { waitUntil(work: Promise<unknown>): void }): Promise<Response> => {
    const isHeld = request.headers.get('x-held') !== 'no';
    return answer(request, isHeld ? (work) => context.waitUntil(work) : undefined);
  },
};

// biome-ignore lint/style/noDefaultExport: workerd takes a worker as the default export.
export { worker as default };
