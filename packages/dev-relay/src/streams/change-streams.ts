import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';
import type { FlagDifference } from '../flags/diff-flags.ts';
import { FLAG_SHAPE } from '../flags/flag-shape.ts';
import { goJson } from '../json/go-json.ts';
import type { JsonValue } from '../json/json-value.ts';
import { mapOf, type Shape, struct } from '../json/shape.ts';
import { keepWebSocket } from './websocket-client.ts';
import { acceptKey } from './websocket-frame.ts';

const FLAGS = mapOf(FLAG_SHAPE);
const EDIT = struct(() => [
  ['old_value', FLAG_SHAPE],
  ['new_value', FLAG_SHAPE],
]);
const DIFFERENCE: Shape = struct(() => [
  ['deleted', FLAGS],
  ['added', FLAGS],
  ['updated', mapOf(EDIT)],
]);

/** Everybody who listens for edits of the flags. */
export interface ChangeStreams {
  /** Number of open streams of both kinds. */
  readonly openCount: number;
  /** Keeps an event stream open for one flag set. */
  addEventSource(flagSet: string, response: ServerResponse): void;
  /** Completes a WebSocket handshake and keeps the connection. */
  addWebSocket(request: IncomingMessage, socket: Duplex, headers: readonly string[]): void;
  /** Tells of an edit: event streams of that flag set, and every WebSocket (the relay proxy does not scope those). */
  publish(flagSet: string, difference: FlagDifference): void;
  /** Cuts every stream. */
  cut(): void;
}

export function createChangeStreams(): ChangeStreams {
  const eventSources = new Map<ServerResponse, string>();
  const webSockets = new Map<Duplex, (text: string) => void>();

  return {
    get openCount() {
      return eventSources.size + webSockets.size;
    },
    addEventSource: (flagSet, response) => {
      // Whoever has gone while the answer was delayed closes no more.
      if (response.destroyed) return;
      response.flushHeaders();
      eventSources.set(response, flagSet);
      response.once('close', () => eventSources.delete(response));
    },
    addWebSocket: (request, socket, headers) => {
      const key = request.headers['sec-websocket-key'] ?? '';
      const lines = [
        'HTTP/1.1 101 Switching Protocols',
        'Upgrade: websocket',
        'Connection: Upgrade',
        `Sec-WebSocket-Accept: ${acceptKey(key)}`,
        ...headers,
      ];
      socket.write(`${lines.join('\r\n')}\r\n\r\n`);
      webSockets.set(
        socket,
        keepWebSocket(socket, () => webSockets.delete(socket)),
      );
    },
    publish: (flagSet, difference) => {
      const message = goJson(difference as unknown as JsonValue, DIFFERENCE);
      for (const [response, name] of eventSources) {
        if (name === flagSet) response.write(`id: \ndata: ${message}\n\n`);
      }
      for (const send of webSockets.values()) send(`${message}\n`);
    },
    cut: () => {
      for (const response of eventSources.keys()) response.socket?.destroy();
      for (const socket of webSockets.keys()) socket.destroy();
      eventSources.clear();
    },
  };
}
