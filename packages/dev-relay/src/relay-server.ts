import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import { setTimeout as delay } from 'node:timers/promises';
import { corsHeaders, type HeaderLine } from '@goff-web/internal/ofrep-answers';
import { type FaultPlan, faultsFor } from './faults/faults.ts';
import { answerInstead, halfOf } from './faults/spoil-answer.ts';
import { type Answer, messageAnswer } from './http/answer.ts';
import type { Credentials } from './http/credentials.ts';
import { readRequest, requestHead } from './http/read-request.ts';
import type { RecordedRequest } from './http/recorded-request.ts';
import type { RelayRequest } from './http/relay-request.ts';
import { cutAnswer, setHeaders, writeAnswer } from './http/write-answer.ts';
import type { Journal } from './journal.ts';
import { RELAY_VERSION } from './relay-version.ts';
import { answerRequest } from './routes/answer-request.ts';
import type { RelayState } from './routes/relay-state.ts';
import { SSE_PATH, WEBSOCKET_PATHS } from './routes/route-table.ts';
import type { ChangeStreams } from './streams/change-streams.ts';
import { admitEventSource, NOT_A_HANDSHAKE } from './streams/open-stream.ts';

/** What the server needs to know that can change while it runs. */
export interface ServerContext {
  readonly state: RelayState;
  readonly streams: ChangeStreams;
  readonly requests: Journal<RecordedRequest>;
  readonly credentials: () => Credentials;
  readonly faults: () => FaultPlan;
}

/** An HTTP server that can be opened and closed again on one port. */
export interface RelayServer {
  /** Listens; with port 0 on a free one. Resolves to the port. */
  open(port: number, host: string): Promise<number>;
  /** Closes the port and every connection. */
  close(): Promise<void>;
}

export function createRelayServer(context: ServerContext): RelayServer {
  const sockets = new Set<Socket>();
  let server: Server | undefined;

  return {
    open: async (port, host) => {
      const opened = createServer((message, response) => {
        serve(message, response, context).catch((fault: unknown) => {
          // A client that hangs up before it has asked is no news.
          if (message.complete) context.state.report(`${message.method} ${message.url}: ${String(fault)}`);
          response.destroy();
        });
      });
      // Go keeps idle connections: a browser that reuses one must not meet a closed door.
      opened.keepAliveTimeout = 0;
      opened.on('connection', (socket: Socket) => {
        sockets.add(socket);
        socket.once('close', () => sockets.delete(socket));
      });
      opened.on('upgrade', (message: IncomingMessage, socket: Duplex) => upgrade(message, socket, context));
      await new Promise<void>((resolve, reject) => {
        opened.once('error', reject);
        opened.listen(port, host, resolve);
      });
      server = opened;
      return (opened.address() as AddressInfo).port;
    },
    close: async () => {
      const closing = server;
      server = undefined;
      if (closing === undefined) return;
      const closed = new Promise<void>((resolve) => closing.close(() => resolve()));
      context.streams.cut();
      for (const socket of sockets) socket.destroy();
      await closed;
    },
  };
}

async function serve(message: IncomingMessage, response: ServerResponse, context: ServerContext): Promise<void> {
  const atMs = context.state.now();
  const request = await readRequest(message);
  const faults = faultsFor(request.path, context.faults());
  if (faults.latencyMs !== undefined) await delay(faults.latencyMs);
  const record = (status: number, bytes: number): void => context.requests.add({ atMs, ...request, status, bytes });
  if (faults.reset === true) {
    record(0, 0);
    message.socket.resetAndDestroy();
    return;
  }
  const preflight = request.method === 'OPTIONS';
  const spoilt = preflight ? undefined : answerInstead(faults);
  const lines = headerLines(request);
  if (spoilt === undefined && request.method === 'GET' && request.path === SSE_PATH) {
    const refused = openEventStream(request, response, lines, context);
    record(refused?.status ?? 200, 0);
    if (refused !== undefined) writeAnswer(response, refused, lines, Buffer.from(refused.body));
    return;
  }
  const isSocketPath = request.method === 'GET' && WEBSOCKET_PATHS.includes(request.path);
  const answer =
    spoilt ??
    (isSocketPath
      ? answerWithoutHandshake(request, context)
      : await answerRequest(request, context.state, context.credentials()));
  const broken = !preflight && (faults.truncate === true || faults.cut === true);
  const body = broken ? halfOf(answer) : Buffer.from(answer.body);
  record(answer.status, body.length);
  if (faults.cut === true && !preflight) cutAnswer(response, answer, lines, body);
  else writeAnswer(response, answer, lines, body);
}

/** Keeps the response open as an event stream, or says why not. */
function openEventStream(
  request: RelayRequest,
  response: ServerResponse,
  lines: readonly HeaderLine[],
  { state, streams, credentials }: ServerContext,
): Answer | undefined {
  const admission = admitEventSource(request, credentials(), state.flagSets);
  if (admission.kind === 'refused') return admission.answer;
  setHeaders(response, [
    ...lines,
    ['Content-Type', 'text/event-stream'],
    ['Cache-Control', 'no-cache'],
    ['Connection', 'keep-alive'],
  ]);
  streams.addEventSource(admission.flagSet, response);
  return undefined;
}

/** A WebSocket path that is asked for without the handshake. */
function answerWithoutHandshake(request: RelayRequest, { credentials }: ServerContext): Answer {
  const refusal = credentials().refusal(request, 'stream');
  return refusal === undefined ? NOT_A_HANDSHAKE : messageAnswer(401, refusal);
}

function upgrade(message: IncomingMessage, socket: Duplex, context: ServerContext): void {
  // A connection that breaks here has nobody left to be told.
  socket.on('error', () => socket.destroy());
  const request = requestHead(message);
  const faults = faultsFor(request.path, context.faults());
  const refusal = context.credentials().refusal(request, 'stream');
  const refused = answerInstead(faults) ?? (refusal === undefined ? undefined : messageAnswer(401, refusal));
  const known =
    request.method === 'GET' &&
    WEBSOCKET_PATHS.includes(request.path) &&
    request.headers['upgrade']?.toLowerCase() === 'websocket';
  if (faults.reset === true) {
    socket.destroy();
  } else if (refused !== undefined || !known) {
    const { status, body } = refused ?? messageAnswer(404, 'Not Found');
    const head = `HTTP/1.1 ${status} Refused\r\nContent-Type: application/json\r\nConnection: close\r\n`;
    socket.end(`${head}Content-Length: ${Buffer.byteLength(body)}\r\n\r\n${Buffer.from(body).toString()}`);
  } else {
    context.streams.addWebSocket(message, socket, []);
  }
}

function headerLines(request: RelayRequest): readonly HeaderLine[] {
  const cors = corsHeaders(request, '*');
  return request.method === 'OPTIONS' ? cors : [...cors, ['X-Gofeatureflag-Version', RELAY_VERSION]];
}
