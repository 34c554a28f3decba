import { demoFlagsWith } from '../demo-flags.ts';
import { MODES } from './demo-page.ts';
import { expect, test } from './demo-test.ts';
import { relayAnswers } from './relay-answers.ts';

for (const mode of MODES) {
  test(`${mode}: follows an edit of the flags file without a reload`, async ({ demo, ownRelay }) => {
    await demo.open({ relay: ownRelay.url });
    await expect(demo.card(mode)).toHaveAttribute('data-status', 'READY');
    const context = await demo.context();
    const before = await relayAnswers(ownRelay.url, context);
    await expect.poll(() => demo.answers(mode)).toEqual(before);
    let loads = 0;
    demo.page.on('load', () => {
      loads += 1;
    });

    await ownRelay.writeFlags(
      demoFlagsWith({
        'shop-theme': { variations: { night: 'night' }, defaultRule: { variation: 'night' } },
        'new-search': { variations: { on: true, off: false }, defaultRule: { variation: 'on' } },
      }),
    );
    const after = await relayAnswers(ownRelay.url, context);
    await expect.poll(() => demo.answers(mode), { timeout: 15_000 }).toEqual(after);

    expect(after['shop-theme']).toMatchObject({ value: 'night', reason: 'STATIC' });
    expect(after['new-search']).toMatchObject({ value: true, variant: 'on' });
    const changed = demo.events(mode, 'CONFIGURATION_CHANGED').first();
    await expect(changed).toContainText('new-search');
    await expect(changed).toContainText('shop-theme');
    await expect(changed).not.toContainText('delivery-fee');
    expect(loads).toBe(0);
  });
}
