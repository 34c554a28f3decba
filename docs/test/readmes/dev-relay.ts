import { startDevRelay } from '@goff-web/dev-relay';

const relay = await startDevRelay({
  flags: { greeting: { variations: { on: true, off: false }, defaultRule: { variation: 'on' } } },
});

// Give relay.url to the provider. Then change the flags while it runs …
relay.setFlags({ greeting: { variations: { on: true, off: false }, defaultRule: { variation: 'off' } } });

// … see what it sent …
console.log(relay.events(), relay.requests());

// … and let things go wrong.
await relay.faults.set({ status: 503, retryAfterSeconds: 2 });
await relay.faults.set({ latencyMs: 3_000, paths: ['/v1/flag/configuration'] });
await relay.faults.set({ gone: true });
await relay.faults.clear();

await relay.stop();
