import { freePort } from '../../relay/free-port.ts';
import { startRelay } from '../../relay/start-relay.ts';
import { DEMO_FLAGS_FILE } from '../demo-flags.ts';
import { type DemoPage, MODES, type Mode } from './demo-page.ts';
import { expect, test } from './demo-test.ts';

// The demo's own service worker would fetch past what a test puts in the way of the page.
test.use({ serviceWorkers: 'block' });

/** With what the demo asks for each flag; what it shows while it has no answer. */
const DEFAULTS = {
  'flag-only-for-admin': false,
  'fast-checkout': false,
  'shop-theme': 'classic',
  'products-per-row': 3,
  'delivery-fee': 4.9,
  navigation: { layout: 'drawer', entries: 3, search: false },
  offers: [],
  'new-search': false,
  'anniversary-sale': false,
  'new-checkout': false,
  'winter-banner': 'none',
};

async function expectDefaults(demo: DemoPage, mode: Mode, error: RegExp): Promise<void> {
  const answers = await demo.answers(mode);
  expect(Object.fromEntries(Object.entries(answers).map(([key, { value }]) => [key, value]))).toEqual(DEFAULTS);
  for (const answer of Object.values(answers)) expect(answer).toMatchObject({ error: expect.stringMatching(error) });
}

async function expectPageWorksOn(demo: DemoPage): Promise<void> {
  await demo.chooseUser('Visitor');
  await expect(demo.page.getByRole('button', { name: 'Visitor' })).toHaveAttribute('aria-pressed', 'true');
  expect(await demo.context()).toMatchObject({ anonymous: true });
}

for (const mode of MODES) {
  test.describe(mode, () => {
    test('a refused API key shows defaults and says which option to correct', async ({ demo }) => {
      const relay = await startRelay({ flags: DEMO_FLAGS_FILE, apiKeys: ['right-key'] });
      try {
        await demo.open({ relay: relay.url, apiKey: 'wrong-key' });
        await expect(demo.card(mode)).toHaveAttribute('data-status', 'FATAL');
        await expect(demo.problem(mode)).toContainText('apiKey');
        await expect(demo.problem(mode)).not.toContainText('wrong-key');
        await expectDefaults(demo, mode, /^PROVIDER_FATAL$/);
        await expectPageWorksOn(demo);

        await demo.open({ relay: relay.url, apiKey: 'right-key' });
        await expect(demo.card(mode)).toHaveAttribute('data-status', 'READY');
      } finally {
        await relay.close();
      }
    });

    test('an endpoint where nobody answers shows defaults and names the endpoint', async ({ demo }) => {
      const relay = `http://127.0.0.1:${await freePort()}`;
      await demo.open({ relay });
      await expect(demo.card(mode)).toHaveAttribute('data-status', 'ERROR');
      await expect(demo.problem(mode)).toContainText(relay);
      await expectDefaults(demo, mode, /^PROVIDER_NOT_READY$/);
      await expectPageWorksOn(demo);
    });

    test('an endpoint that is no relay proxy shows defaults and says so', async ({ demo, baseURL }) => {
      await demo.open({ relay: baseURL ?? '' });
      await expect(demo.card(mode)).toHaveAttribute('data-status', 'ERROR');
      await expect(demo.problem(mode)).toContainText('endpoint');
      await expectDefaults(demo, mode, /^PROVIDER_NOT_READY$/);
      await expectPageWorksOn(demo);
    });

    test('an answer that breaks off shows defaults, and flags once a whole one arrives', async ({
      demo,
      sharedRelay,
    }) => {
      const broken = { status: 200, contentType: 'application/json', body: '{"flags":{"flag-only-for' };
      const headers = { 'Access-Control-Allow-Origin': '*' };
      await demo.page.route(`${sharedRelay.url}/**`, (route) => route.fulfill({ ...broken, headers }));
      await demo.open({ relay: sharedRelay.url });
      await expect(demo.card(mode)).toHaveAttribute('data-status', 'ERROR');
      await expect(demo.problem(mode)).toContainText('JSON');
      await expectDefaults(demo, mode, /^PROVIDER_NOT_READY$/);

      await demo.page.unroute(`${sharedRelay.url}/**`);
      await expect(demo.card(mode)).toHaveAttribute('data-status', 'READY', { timeout: 20_000 });
      expect((await demo.answers(mode))['flag-only-for-admin']?.value).toBe(true);
    });

    test('an endpoint that is no URL is named with its value', async ({ demo }) => {
      await demo.open({ relay: 'relay example' });
      await expect(demo.card(mode)).toHaveAttribute('data-status', 'FATAL');
      await expect(demo.problem(mode)).toContainText('"endpoint"');
      await expect(demo.problem(mode)).toContainText('relay example');
      await expectDefaults(demo, mode, /^PROVIDER_FATAL$/);
      await expectPageWorksOn(demo);
    });
  });
}

test('a missing engine leaves in-process mode at defaults, says so, and remote mode at work', async ({
  demo,
  sharedRelay,
}) => {
  await demo.page.route('**/*.wasm', (route) => route.fulfill({ status: 404, body: 'not here' }));
  await demo.open({ relay: sharedRelay.url });
  await expect(demo.card('in-process')).toHaveAttribute('data-status', 'ERROR');
  await expect(demo.problem('in-process')).toContainText('engine');
  await expectDefaults(demo, 'in-process', /^PROVIDER_NOT_READY$/);
  await expect(demo.card('remote')).toHaveAttribute('data-status', 'READY');
  await expect.poll(async () => (await demo.answers('remote'))['flag-only-for-admin']?.value).toBe(true);
  await expectPageWorksOn(demo);
});

test('both modes recover unattended when the relay proxy comes back', async ({ demo, ownRelay }) => {
  await ownRelay.stop('SIGKILL');
  await demo.open({ relay: ownRelay.url });
  for (const mode of MODES) await expect(demo.card(mode)).toHaveAttribute('data-status', 'ERROR');
  await ownRelay.start();
  for (const mode of MODES) {
    await expect(demo.card(mode)).toHaveAttribute('data-status', 'READY', { timeout: 30_000 });
    await expect(demo.problem(mode)).toBeHidden();
  }
});
