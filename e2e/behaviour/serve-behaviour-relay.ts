// Vitest's global setup of the projects that run in browsers: starts the relay proxy that the behaviour suite plays with, and lets a page handle it.
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import type { TestProject } from 'vitest/node';
import type { FaultRule } from '../faults/fault-proxy.ts';
import type { FlagFile } from '../relay/relay.ts';
import { startBehaviourRelay } from './behaviour-relay.ts';
import { FLAGS, KEY } from './behaviour-stage.ts';
import type { RelayCalls } from './relay-calls.ts';

/** Named as Vitest looks for it. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const relay = await startBehaviourRelay('embedded', FLAGS, [KEY]);
  const lifts: (() => void)[] = [];
  const calls: RelayCalls = {
    inflict: (rule) => lifts.push(relay.proxy.inflict(rule as FaultRule)) - 1,
    lift: (rule) => lifts[rule]?.(),
    requestsTo: (path) => relay.proxy.requestsTo(path),
    seen: (path, count) => relay.proxy.seen(path, count),
    writeFlags: (flags) => relay.writeFlags(flags as FlagFile),
    vanish: () => relay.vanish(),
    reset: () => relay.reset(),
  };

  async function answer(body: string): Promise<unknown> {
    const { args, name } = JSON.parse(body) as { readonly name: keyof RelayCalls; readonly args: readonly never[] };
    return Reflect.apply(calls[name], undefined, args);
  }

  const server = createServer((request, response) => {
    const send = (status: number, body: unknown): void => {
      response.writeHead(status, { 'Access-Control-Allow-Origin': '*', 'Content-Type': 'application/json' });
      response.end(JSON.stringify(body ?? null));
    };
    text(request)
      .then(answer)
      .then(
        (result) => send(200, result),
        (error: unknown) => send(500, String(error)),
      );
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  project.provide('behaviourRelay', { url: relay.proxy.url, callsUrl: `http://127.0.0.1:${port}` });
  return async () => {
    server.closeAllConnections();
    server.close();
    await relay[Symbol.asyncDispose]();
  };
}
