// `npm run demo`: the demo page on the embedded development relay, the real relay proxy, or one that runs elsewhere.
import { parseArgs } from 'node:util';
import { buildDemo } from './demo/build-demo.ts';
import { openBrowser } from './demo/open-browser.ts';
import { relayChoice } from './demo/relay-choice.ts';
import { serveDemo } from './demo/serve-demo.ts';
import { startDemoRelay } from './demo/start-demo-relay.ts';
import { endWithParent } from './end-with-parent.mjs';

const { values } = parseArgs({
  options: {
    relay: { type: 'string', default: 'embedded' },
    port: { type: 'string', default: '4173' },
    'no-open': { type: 'boolean', default: false },
  },
});
const say = (line: string) => void process.stdout.write(`${line}\n`);

async function startDemo(): Promise<() => Promise<unknown>> {
  const choice = relayChoice(values.relay);
  await buildDemo(say);
  const relay = await startDemoRelay(choice, say);
  const page = await serveDemo(relay, Number(values.port));

  say('');
  say(`  demo   ${page.url}`);
  say(`  relay  ${relay.url} (${relay.description})`);
  if (relay.flagsFile !== undefined) say(`  flags  ${relay.flagsFile} (edit it: the page follows)`);
  say('  stop   Ctrl+C');
  say('');
  if (!values['no-open']) openBrowser(page.url);
  return () => Promise.allSettled([page.close(), relay.close()]);
}

let close: () => Promise<unknown> = () => Promise.resolve();
let isStopping = false;
const stop = async () => {
  if (isStopping) return;
  isStopping = true;
  await close();
  process.exit(0);
};
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => void stop());
endWithParent(() => void stop());

try {
  close = await startDemo();
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exit(1);
}
