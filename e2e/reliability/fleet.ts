// `pnpm fleet`: lets a thousand providers, first each a browser of its own, then the tabs of 250 browsers, ask the real relay proxy, and writes
// docs/fleet.md from what was counted.
import './page-events.ts';
import { writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { startFaultProxy } from '../faults/start-fault-proxy.ts';
import { RELAY_VERSION } from '../relay/relay-version.ts';
import { startRelay } from '../relay/start-relay.ts';
import { fleetPage } from './fleet-page.ts';
import { measureFleet } from './measure-fleet.ts';
import { sceneFlags } from './scene.ts';

const { values } = parseArgs({
  options: {
    clients: { type: 'string', default: '1000' },
    seconds: { type: 'string', default: '40' },
    tabs: { type: 'string', default: '1,4' },
  },
});
const clients = Number(values.clients);
const seconds = Number(values.seconds);

await using relay = await startRelay({ flags: sceneFlags('red') });
const lines = [];
const kinds = values.tabs
  .split(',')
  .flatMap((tabs) => [false, true].map((streams) => ({ tabs: Number(tabs), streams })));
for (const { tabs, streams } of kinds) {
  const browsers = clients / tabs;
  await relay.writeFlags(sceneFlags('red'));
  await using gateway = await startFaultProxy(relay.url);
  const line = await measureFleet(relay, gateway, { browsers, tabs, streams, seconds });
  console.log(JSON.stringify(line));
  const { computedPerSecond, measuredPerSecond, openStreams, withBody } = line;
  if (Math.abs(measuredPerSecond - computedPerSecond) > computedPerSecond / 10)
    throw new Error('The relay proxy was not asked as often as computed: nothing is published.');
  if (withBody !== (streams ? browsers : 0))
    throw new Error('A change was not fetched once by each browser: nothing is published.');
  if (openStreams !== (streams ? browsers : 0))
    throw new Error('There was not one stream for each browser: nothing is published.');
  lines.push(line);
}
const facts = `${new Date().toISOString().slice(0, 10)}, relay proxy ${RELAY_VERSION}`;
await writeFile(join(resolve(import.meta.dirname, '../..'), 'docs', 'fleet.md'), fleetPage(lines, clients, facts));
