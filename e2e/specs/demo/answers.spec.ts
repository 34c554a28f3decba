import { MODES } from './demo-page.ts';
import { expect, test } from './demo-test.ts';
import { relayAnswers } from './relay-answers.ts';

const USERS = ['John, admin', 'Ada, freelancer', 'Ines, shopper', 'Visitor'];
const FLAGS = 11;

for (const mode of MODES) {
  test.describe(mode, () => {
    for (const user of USERS) {
      test(`shows what the relay proxy answers for ${user}`, async ({ demo, sharedRelay }) => {
        await demo.open({ relay: sharedRelay.url });
        await expect(demo.card(mode)).toHaveAttribute('data-status', 'READY');
        await demo.chooseUser(user);

        const expected = await relayAnswers(sharedRelay.url, await demo.context());
        expect(Object.keys(expected)).toHaveLength(FLAGS);
        await expect.poll(() => demo.answers(mode)).toEqual(expected);
      });
    }

    test('answers anew when one attribute is edited in the form', async ({ demo, sharedRelay }) => {
      await demo.open({ relay: sharedRelay.url });
      await expect.poll(async () => (await demo.answers(mode))['flag-only-for-admin']?.value).toBe(true);

      await demo.page.getByRole('switch', { name: 'Admin' }).uncheck();
      await demo.page.getByRole('textbox', { name: 'Company size' }).fill('3');

      const context = { ...(await demo.context()) };
      expect(context).toMatchObject({ admin: false, company_info: { name: 'my_company', size: 3 } });
      const expected = await relayAnswers(sharedRelay.url, context);
      await expect.poll(() => demo.answers(mode)).toEqual(expected);
      expect(expected['flag-only-for-admin']?.value).toBe(false);
      expect(expected['products-per-row']?.value).toBe(3);
    });

    test('answers anew for a context written as JSON, and stays with the last valid one', async ({
      demo,
      sharedRelay,
    }) => {
      await demo.open({ relay: sharedRelay.url });
      await expect(demo.card(mode)).toHaveAttribute('data-status', 'READY');

      await demo.editJson('{"targetingKey": "someone", "age": 71}');
      const expected = await relayAnswers(sharedRelay.url, { targetingKey: 'someone', age: 71 });
      await expect.poll(() => demo.answers(mode)).toEqual(expected);

      await demo.editJson('{"targetingKey": "someone", "age": }');
      await expect(demo.page.getByText(/Not valid JSON: .* The last valid context stays in force\./)).toBeVisible();
      await demo.editJson('["someone"]');
      await expect(demo.page.getByText(/A context is an object .* not a list\./)).toBeVisible();
      expect(await demo.answers(mode)).toEqual(expected);
    });
  });
}

test('asks nobody but its own server and the relay proxy', async ({ demo, sharedRelay, baseURL }) => {
  const origins = new Set<string>();
  demo.page.on('request', (request) => origins.add(new URL(request.url()).origin));
  await demo.open({ relay: sharedRelay.url });
  for (const mode of MODES) await expect(demo.card(mode)).toHaveAttribute('data-status', 'READY');
  expect([...origins].sort()).toEqual([new URL(baseURL ?? '').origin, sharedRelay.url].sort());
});

test('points at no difference between the modes', async ({ demo, sharedRelay }) => {
  await demo.open({ relay: sharedRelay.url });
  for (const mode of MODES) await expect(demo.card(mode)).toHaveAttribute('data-status', 'READY');
  await expect(demo.page.locator('.flag')).toHaveCount(FLAGS);
  await expect(demo.page.locator('.flag.is-differing')).toHaveCount(0);
});
