import { startDevRelay } from '@goff-web/dev-relay';

const relay = await startDevRelay({
  flags: { greeting: { variations: { on: true, off: false }, defaultRule: { variation: 'on' } } },
});
await relay.faults.set({ status: 503 });
// … your page shows what it shows when flags cannot be had …
await relay.faults.clear();
await relay.stop();
