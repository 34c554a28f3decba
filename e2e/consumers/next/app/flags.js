import { createEdgeFlags } from '@goff-web/core/edge';

const flags = createEdgeFlags(() => ({ endpoint: process.env.RELAY_URL }));

/** What the server answers for a user: in a component by Node, in middleware by the edge runtime. */
export async function answerFor(user) {
  const { client } = await flags.forRequest(user);
  const { value, reason } = client.getBooleanDetails('flag-only-for-admin', false);
  return { value, reason };
}
