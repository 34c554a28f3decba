import { BOTH_ANSWER } from '../specs/both-modes.ts';
import { expect, folderOf, test } from './consumer-test.ts';
import { runScript, startScript } from './run-command.ts';

const { value, reason } = BOTH_ANSWER['in-process'];

for (const [script, prepare] of [
  ['start', 'build'],
  ['dev', undefined],
] as const) {
  test(`next ${script}: middleware, the server component and both modes in the browser answer`, async ({
    page,
    sharedRelay,
    expectBothModes,
  }) => {
    const folder = folderOf('next');
    if (prepare !== undefined) await runScript(folder, prepare);
    await using server = await startScript(folder, script, { RELAY_URL: sharedRelay.url });
    const response = await fetch(server.origin);
    expect(JSON.parse(response.headers.get('x-answer') ?? '')).toEqual({ value, reason });
    await expectBothModes(server.origin);
    await expect(page.locator('output')).toHaveText(JSON.stringify({ value, reason }));
  });
}
