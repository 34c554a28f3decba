import { createServer, type IncomingMessage, request as openRequest, type ServerResponse } from 'node:http';
import { type AddressInfo, connect, type Socket } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import { freePort } from '../relay/free-port.ts';
import type { WholeAnswer } from './fault.ts';
import type { FaultProxy, FaultRule, SeenRequest } from './fault-proxy.ts';
import { inflictFault } from './inflict-fault.ts';

/** Headers of one hop; Node writes its own. */
const HOP_HEADERS: ReadonlySet<string> = new Set(['connection', 'keep-alive', 'transfer-encoding']);

interface ActiveRule {
  readonly rule: FaultRule;
  left: number;
}

interface Exchange {
  readonly seen: SeenRequest;
  cut(): void;
}

/**
 * Starts a {@link FaultProxy} on loopback in front of the relay proxy at `target`, which may go away and come back: the proxy answers 502
 * meanwhile, as gateways do.
 */
export async function startFaultProxy(target: string): Promise<FaultProxy> {
  const relay = new URL(target);
  const requests: SeenRequest[] = [];
  const lastAnswers = new Map<string, WholeAnswer>();
  const underWay = new Set<Exchange>();
  const sockets = new Set<Socket>();
  const waiting = new Set<() => void>();
  let rules: ActiveRule[] = [];

  const server = createServer((incoming, outgoing) => {
    answer(incoming, outgoing).catch(() => outgoing.destroy());
  });
  server.keepAliveTimeout = 60_000;
  server.on('connection', (socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
    socket.on('error', () => undefined);
  });
  server.on('upgrade', (incoming: IncomingMessage, socket: Socket, head: Buffer) => {
    const seen = note(incoming);
    const rule = takeRule(seen);
    const end = (): void => {
      socket.destroy();
      onward.destroy();
      finish(exchange, 'broken');
    };
    const exchange: Exchange = { seen, cut: end };
    underWay.add(exchange);
    const onward = connect(Number(relay.port), relay.hostname, () => {
      const lines = incoming.rawHeaders.flatMap((name, index) =>
        index % 2 === 0 ? [`${name}: ${incoming.rawHeaders[index + 1]}`] : [],
      );
      onward.write(`${incoming.method} ${incoming.url} HTTP/1.1\r\n${lines.join('\r\n')}\r\n\r\n`);
      onward.write(head);
      onward.pipe(socket);
      socket.pipe(onward);
    });
    if (rule?.fault !== undefined) end();
    onward.on('data', (chunk: Buffer) => {
      seen.status ??= Number(chunk.subarray(9, 12).toString());
      seen.bytes += chunk.length;
    });
    onward.on('error', end);
    socket.on('error', end);
    onward.on('close', end);
    socket.on('close', end);
  });

  function note(incoming: IncomingMessage): SeenRequest {
    const url = new URL(incoming.url ?? '/', relay);
    const seen: SeenRequest = {
      method: incoming.method ?? '',
      path: url.pathname,
      query: url.searchParams,
      headers: Object.fromEntries(Object.entries(incoming.headers).map(([name, value]) => [name, value?.toString()])),
      atMs: Date.now(),
      body: '',
      status: undefined,
      bytes: 0,
      state: 'open',
    };
    requests.push(seen);
    for (const look of waiting) look();
    return seen;
  }

  function takeRule({ method, path }: SeenRequest): FaultRule | undefined {
    const concerns = ({ rule }: ActiveRule): boolean =>
      path.startsWith(rule.path ?? '/') &&
      (method === 'OPTIONS' ? rule.preflights !== undefined : rule.preflights !== 'only');
    const active = rules.findLast(concerns);
    if (active === undefined) return undefined;
    active.left -= 1;
    if (active.left <= 0) rules = rules.filter((other) => other !== active);
    return active.rule;
  }

  function finish(exchange: Exchange, state: 'answered' | 'broken'): void {
    if (underWay.delete(exchange)) exchange.seen.state = state;
  }

  async function answer(incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
    const seen = note(incoming);
    const rule = takeRule(seen);
    const exchange: Exchange = { seen, cut: () => outgoing.socket?.resetAndDestroy() };
    underWay.add(exchange);
    count(outgoing, seen);
    outgoing.on('close', () => finish(exchange, outgoing.writableFinished ? 'answered' : 'broken'));
    const body = await readAll(incoming);
    seen.body = body.toString();
    if (rule?.latencyMs !== undefined) await wait(rule.latencyMs);
    if (outgoing.destroyed) return;
    if (rule?.fault === undefined) await passOn(incoming, body, outgoing);
    else await inflictFault(rule.fault, outgoing, () => ask(incoming, body));
  }

  function open(incoming: IncomingMessage, body: Buffer): Promise<IncomingMessage> {
    return new Promise((resolve, reject) => {
      const { connection: _, ...headers } = incoming.headers;
      const onward = openRequest(new URL(incoming.url ?? '/', relay), { method: incoming.method, headers }, resolve);
      onward.on('error', reject);
      onward.end(body);
    });
  }

  async function passOn(incoming: IncomingMessage, body: Buffer, outgoing: ServerResponse): Promise<void> {
    const answered = await open(incoming, body).catch(() => undefined);
    if (answered === undefined) {
      outgoing.writeHead(502, { 'Access-Control-Allow-Origin': '*' }).end();
      return;
    }
    const path = new URL(incoming.url ?? '/', relay).pathname;
    outgoing.on('close', () => answered.destroy());
    answered.on('error', () => outgoing.destroy());
    outgoing.writeHead(answered.statusCode ?? 0, headersOf(answered));
    outgoing.flushHeaders();
    const chunks: Buffer[] = [];
    for await (const chunk of answered as AsyncIterable<Buffer>) {
      chunks.push(chunk);
      outgoing.write(chunk);
    }
    outgoing.end();
    if (answered.statusCode === 200 && incoming.method === 'POST') {
      lastAnswers.set(path, wholeAnswer(answered, Buffer.concat(chunks)));
    }
  }

  /** Unconditionally: what spoils a body needs one. */
  async function ask(incoming: IncomingMessage, body: Buffer): Promise<WholeAnswer> {
    delete incoming.headers['if-none-match'];
    const answered = await open(incoming, body);
    return wholeAnswer(answered, await readAll(answered));
  }

  function listen(port: number): Promise<void> {
    return new Promise((resolve, reject) => {
      server.once('error', reject);
      server.listen(port, '127.0.0.1', () => {
        server.off('error', reject);
        resolve();
      });
    });
  }

  function unlisten(): Promise<void> {
    return new Promise((resolve) => {
      server.close(() => resolve());
      for (const socket of sockets) socket.resetAndDestroy();
    });
  }

  await listen(await freePort());
  const { port } = server.address() as AddressInfo;
  const requestsTo = (path: string): readonly SeenRequest[] =>
    requests.filter((seen) => seen.method !== 'OPTIONS' && seen.path.startsWith(path));
  const close = async (): Promise<void> => {
    if (server.listening) await unlisten();
  };
  return {
    url: `http://127.0.0.1:${port}`,
    requests,
    requestsTo,
    openTo: (path) => requestsTo(path).filter(({ state }) => state === 'open'),
    seen: (path, wanted) =>
      new Promise((resolve) => {
        const look = (): void => {
          if (requestsTo(path).length < wanted) return;
          waiting.delete(look);
          resolve();
        };
        waiting.add(look);
        look();
      }),
    inflict(rule) {
      const active: ActiveRule = { rule, left: rule.times ?? Number.POSITIVE_INFINITY };
      rules.push(active);
      return () => {
        rules = rules.filter((other) => other !== active);
      };
    },
    heal() {
      rules = [];
    },
    refuse: unlisten,
    accept: async () => {
      if (!server.listening) await listen(port);
    },
    cut(path) {
      for (const exchange of underWay) if (exchange.seen.path.startsWith(path)) exchange.cut();
    },
    lastAnswer: (path) => lastAnswers.get(path),
    close,
    [Symbol.asyncDispose]: close,
  };
}

/** Counts what is handed to the client, whoever writes it. */
function count(outgoing: ServerResponse, seen: SeenRequest): void {
  const write = outgoing.write.bind(outgoing) as (...parts: readonly unknown[]) => boolean;
  const end = outgoing.end.bind(outgoing) as (...parts: readonly unknown[]) => ServerResponse;
  const add = (chunk: unknown): void => {
    seen.status = outgoing.statusCode;
    if (typeof chunk === 'string' || Buffer.isBuffer(chunk)) seen.bytes += Buffer.byteLength(chunk);
  };
  Object.assign(outgoing, {
    write(...parts: readonly unknown[]) {
      add(parts[0]);
      return write(...parts);
    },
    end(...parts: readonly unknown[]) {
      add(parts[0]);
      return end(...parts);
    },
    flushHeaders() {
      add(undefined);
      Object.getPrototypeOf(outgoing).flushHeaders.call(outgoing);
    },
  });
}

async function readAll(incoming: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of incoming as AsyncIterable<Buffer>) chunks.push(chunk);
  return Buffer.concat(chunks);
}

/** Its length is left to whoever sends it, perhaps with another body. */
function wholeAnswer(answered: IncomingMessage, body: Buffer): WholeAnswer {
  const { 'content-length': _, ...headers } = headersOf(answered);
  return { status: answered.statusCode ?? 0, headers, body };
}

function headersOf(answered: IncomingMessage): Record<string, string> {
  return Object.fromEntries(
    Object.entries(answered.headers).flatMap(([name, value]) =>
      value === undefined || HOP_HEADERS.has(name) ? [] : [[name, value.toString()]],
    ),
  );
}
