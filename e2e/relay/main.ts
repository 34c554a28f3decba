// The real relay proxy by hand: node e2e/relay/main.ts [--flags file] [--port 1031] [--api-key key]... [--kind runc]
import { readFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { followFlagFile } from './follow-flag-file.ts';
import type { RelaySpec } from './relay.ts';
import { startRelay } from './start-relay.ts';

const KINDS = ['container image', 'runc', 'process'] as const;

const { values } = parseArgs({
  options: {
    flags: { type: 'string' },
    port: { type: 'string' },
    kind: { type: 'string' },
    'api-key': { type: 'string', multiple: true, default: [] },
  },
});
const say = (line: string) => void process.stdout.write(`${line}\n`);
const kind = KINDS.find((candidate) => candidate === values.kind);
if (values.kind !== undefined && kind === undefined) {
  throw new Error(`--kind is one of: ${KINDS.join(', ')}; got ${JSON.stringify(values.kind)}`);
}
const spec: RelaySpec = {
  flags: values.flags === undefined ? {} : await readFile(values.flags, 'utf8'),
  apiKeys: values['api-key'],
  ...(values.port === undefined ? {} : { port: Number(values.port) }),
  ...(kind === undefined ? {} : { kind }),
};

const relay = await startRelay(spec, { say });
const isOurs = relay.kind !== 'external';
const unfollow = isOurs && values.flags !== undefined ? followFlagFile(relay, values.flags, say) : () => undefined;
say(`relay proxy (${relay.kind}) at ${relay.url}; admin key: ${relay.adminKey}; Ctrl+C stops it`);

// Signals alone do not keep a process alive.
const alive = setInterval(() => undefined, 60_000);
const stop = () => {
  clearInterval(alive);
  unfollow();
  void relay.close();
};
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, stop);
