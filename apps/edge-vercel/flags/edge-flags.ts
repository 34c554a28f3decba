import { createEdgeFlags, type EdgeFlags } from '@goff-web/core/edge';

/** One for each isolate; middleware, page and route are isolates of their own. The environment is read when the first request is there. */
export const flags: EdgeFlags = createEdgeFlags(() => ({
  endpoint: process.env.RELAY_URL ?? '',
  apiKey: process.env.RELAY_KEY,
}));
