import { everythingStored } from '../everything-stored.ts';
import { MODES } from './demo-page.ts';
import { expect, test } from './demo-test.ts';
import { relayAnswers } from './relay-answers.ts';

test('in-process: starts again from what the browser kept, with the relay proxy gone', async ({ demo, ownRelay }) => {
  await demo.open({ relay: ownRelay.url });
  await expect(demo.card('in-process')).toHaveAttribute('data-status', 'READY');
  const john = await relayAnswers(ownRelay.url, await demo.context());
  await demo.chooseUser('Ines, shopper');
  const ines = await relayAnswers(ownRelay.url, await demo.context());
  await ownRelay.stop('SIGKILL');

  await demo.page.reload();

  await expect.poll(() => demo.answers('in-process')).toEqual(john);
  await expect(demo.card('in-process')).toHaveAttribute('data-status', /^(READY|STALE)$/);
  // Kept are the rules, not the answers: someone else is answered too.
  await demo.chooseUser('Ines, shopper');
  await expect.poll(() => demo.answers('in-process')).toEqual(ines);
  expect(ines).not.toEqual(john);
});

test('remote: starts again from what the browser kept for this very user', async ({ demo, ownRelay }) => {
  await demo.open({ relay: ownRelay.url });
  await expect(demo.card('remote')).toHaveAttribute('data-status', 'READY');
  const john = await relayAnswers(ownRelay.url, await demo.context());
  const stored = Object.fromEntries(
    Object.entries(john).map(([key, answer]) => [
      key,
      answer.reason === 'DISABLED' ? answer : { ...answer, reason: 'CACHED' },
    ]),
  );
  // They are written a moment after they are served.
  await expect.poll(async () => (await everythingStored(demo.page)).join()).toContain('/answers/of/');
  await ownRelay.stop('SIGKILL');

  await demo.page.reload();

  await expect.poll(() => demo.answers('remote')).toEqual(stored);
  // Answers kept for one user are never another's.
  await demo.chooseUser('Visitor');
  await expect
    .poll(async () => (await demo.answers('remote'))['flag-only-for-admin']?.error)
    .toBe('PROVIDER_NOT_READY');
});

test('both modes keep their answers when the relay proxy goes, and say so', async ({ demo, ownRelay }) => {
  await demo.open({ relay: ownRelay.url });
  for (const mode of MODES) await expect(demo.card(mode)).toHaveAttribute('data-status', 'READY');
  const john = await relayAnswers(ownRelay.url, await demo.context());
  await ownRelay.stop('SIGKILL');

  for (const mode of MODES) {
    await expect(demo.card(mode)).toHaveAttribute('data-status', 'STALE', { timeout: 20_000 });
    await expect(demo.problem(mode)).toContainText('Flags keep their last known values.');
    expect(await demo.answers(mode)).toEqual(john);
  }
});
