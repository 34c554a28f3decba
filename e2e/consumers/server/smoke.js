// The same in Node, Deno and Bun: each way to evaluate a flag, then an end that nothing holds up. Prints what each has answered.
import process from 'node:process';
import { GoFeatureFlagProvider } from '@goff-web/core';
import { createEdgeFlags } from '@goff-web/core/edge';
import { GoFeatureFlagRemoteProvider } from '@goff-web/remote';
import { OpenFeature } from '@openfeature/web-sdk';

const options = { endpoint: process.env.RELAY_URL ?? '', apiKey: process.env.RELAY_KEY ?? '' };
const user = { targetingKey: 'ada', plan: 'pro' };
const answers = {};

const answerOf = (client) => {
  const { value, reason, variant } = client.getStringDetails('greeting', 'default');
  return { value, reason, variant };
};

for (const [name, provider] of [
  ['in-process', new GoFeatureFlagProvider(options)],
  ['remote', new GoFeatureFlagRemoteProvider(options)],
]) {
  await OpenFeature.setProviderAndWait(name, provider, user);
  answers[name] = answerOf(OpenFeature.getClient(name));
}
await OpenFeature.close();

const flags = createEdgeFlags(options);
const { client, snapshot } = await flags.forRequest(user);
answers.edge = answerOf(client);
answers.snapshot = snapshot().flags.map(([flagKey, value]) => [flagKey, value]);
const request = new Request('http://edge.test/ofrep/v1/evaluate/flags/greeting', {
  method: 'POST',
  headers: { 'Content-Type': 'application/json' },
  body: JSON.stringify({ context: user }),
});
const { value, reason, variant } = await (await flags.ofrep(request)).json();
answers.ofrep = { value, reason, variant };
await flags.close();

console.log(JSON.stringify(answers));
