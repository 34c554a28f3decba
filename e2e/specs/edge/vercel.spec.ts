import { describeEdgeApp } from './describe-edge-app.ts';
import { expect, KEY, test } from './edge-app-test.ts';

test.use({ platform: 'vercel' });
// One worker, which builds the application once.
test.describe.configure({ mode: 'default' });

test.describe('the application for Vercel', describeEdgeApp);

test('middleware sends each visitor to the checkout of that visitor’s flag', async ({ relay, app }) => {
  const checkouts = new Set<string>();
  for (let visit = 0; visit < 8; visit += 1) {
    const visitor = `visitor-${visit}`;
    const [page, answer] = await Promise.all([
      fetch(`${app.url}/checkout`, { headers: { Cookie: `visitor=${visitor}` } }),
      fetch(`${relay.url}/ofrep/v1/evaluate/flags/fast-checkout`, {
        method: 'POST',
        headers: { 'Content-Type': 'application/json', 'X-API-Key': KEY },
        body: JSON.stringify({ context: { targetingKey: visitor, country: 'unknown' } }),
      }),
    ]);
    const { value } = (await answer.json()) as { value: boolean };
    const checkout = value ? 'The fast checkout' : 'The usual checkout';
    expect(await page.text()).toContain(checkout);
    checkouts.add(checkout);
  }
  expect(checkouts.size).toBe(2);
});
