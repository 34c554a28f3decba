import { MODES } from './demo-page.ts';
import { expect, goTo, openDemo, test } from './embedded-demo.ts';
import { openRelaySide, saveNight } from './relay-side.ts';

test('an edit in the page is followed by every open tab, in both modes', async ({ page, context, embedded }) => {
  await openRelaySide(page, embedded);
  const other = await context.newPage();
  await openDemo(other, embedded);

  await saveNight(page);

  await expect(page.getByText('Saved. Every open tab follows.')).toBeVisible();
  for (const tab of [page, other]) {
    for (const mode of MODES) {
      const value = tab.locator(`[data-flag="shop-theme"] [data-mode="${mode}"] [data-field="value"]`);
      await expect(value).toHaveText('"night"', { timeout: 15_000 });
    }
    await expect(tab.locator('.shop')).toHaveAttribute('data-theme', 'night');
  }
});

test('what is wrong with the flags is said at its line, which is brought into view, and changes nothing', async ({
  page,
  embedded,
}) => {
  await openRelaySide(page, embedded);
  const before = await embedded.controls.flags();
  const editor = page.getByLabel('Flags file of the relay proxy');
  await editor.fill(`fine:\n  variations: { on: true }\n${'\n'.repeat(100)}broken: [\n`);
  await page.getByRole('button', { name: 'Save flags' }).click();

  await expect(page.getByText(/^Line 10[34]: /)).toBeVisible();
  await expect(page.getByText('Nothing was changed.')).toBeVisible();
  await expect(editor).toHaveAttribute('aria-invalid', 'true');
  await expect(page.locator('.line-number.is-wrong')).toHaveText(/^10[34]$/);
  await expect(page.locator('.line-number.is-wrong')).toBeInViewport();
  expect(await embedded.controls.flags()).toBe(before);
});

test('a flag that the relay proxy leaves out is named at the line of its wrong query, and the others are saved', async ({
  page,
  embedded,
}) => {
  await openRelaySide(page, embedded);
  const editor = page.getByLabel('Flags file of the relay proxy');
  const text = await editor.inputValue();
  await editor.fill(text.replace('query: admin eq true', 'query: admin eq (('));
  await page.getByRole('button', { name: 'Save flags' }).click();

  const line = text.split('\n').indexOf('      query: admin eq true') + 1;
  await expect(page.getByText(`Line ${line}: “flag-only-for-admin” is left out`)).toBeVisible();
  await expect(page.getByText(/^Saved/)).toBeVisible();
  const cell = page.locator('[data-flag="flag-only-for-admin"] [data-mode="in-process"]');
  await expect(cell.locator('[data-field="error"]')).toHaveText('FLAG_NOT_FOUND');
});

test('nothing can be written over a file that is not there yet: saving would have emptied it', async ({
  page,
  embedded,
}) => {
  let answer: () => void = () => undefined;
  const answered = new Promise<void>((resolve) => {
    answer = resolve;
  });
  await page.route('**/control/flags', (route) => answered.then(() => route.continue()));
  await openDemo(page, embedded);
  await goTo(page, 'The relay proxy’s side');
  const editor = page.getByLabel('Flags file of the relay proxy');
  await expect(editor).not.toBeEditable();
  await expect(page.getByRole('button', { name: 'Save flags' })).toBeDisabled();
  answer();
  await expect(editor).toBeEditable();
  await expect(editor).toHaveValue(await embedded.controls.flags());
  await expect(page.getByRole('button', { name: 'Save flags' })).toBeEnabled();
});

test('saving in one tab does not undo what another tab has saved: the text in the editor follows the file', async ({
  page,
  context,
  embedded,
}) => {
  await openRelaySide(page, embedded);
  const other = await context.newPage();
  await openRelaySide(other, embedded);
  await expect(other.getByLabel('Flags file of the relay proxy')).toHaveValue(await embedded.controls.flags());
  await saveNight(page);
  await expect(other.getByText('The file was changed elsewhere; this is how it is now.')).toBeVisible();
  const saved = await embedded.controls.flags();
  expect(saved).toContain('classic: night');
  await expect(other.getByLabel('Flags file of the relay proxy')).toHaveValue(saved);
  // The tab that saved has nothing to be told.
  await expect(page.getByText('Saved. Every open tab follows.')).toBeVisible();
});

test('what is being written stays when the file changes elsewhere, and is said to replace it', async ({
  page,
  embedded,
}) => {
  await openRelaySide(page, embedded);
  const editor = page.getByLabel('Flags file of the relay proxy');
  await expect(editor).not.toBeEmpty();
  const mine = `# mine\n${await editor.inputValue()}`;
  await editor.fill(mine);
  await embedded.controls.setFlags(`# theirs\n${await embedded.controls.flags()}`);
  await expect(page.getByText('The file was changed elsewhere meanwhile.')).toBeVisible();
  await expect(editor).toHaveValue(mine);
  await page.getByRole('button', { name: 'Save flags' }).click();
  await expect(page.getByText('Saved. Every open tab follows.')).toBeVisible();
  expect(await embedded.controls.flags()).toBe(mine);
});
