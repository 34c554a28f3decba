import { expect, type Page } from '@playwright/test';

/** What a page shows of one mode. */
export interface ShownMode {
  readonly status: string;
  readonly value: unknown;
  readonly reason?: string;
  readonly error?: string;
}

/** The answers of both modes when nothing is wrong. */
export const BOTH_ANSWER = {
  'in-process': { status: 'READY', value: true, reason: 'TARGETING_MATCH' },
  remote: { status: 'READY', value: true, reason: 'TARGETING_MATCH' },
};

/** What the page shows in its title, once it shows anything. */
export async function shownBy(page: Page): Promise<Record<string, ShownMode>> {
  await expect(page).toHaveTitle(/^\{/);
  return JSON.parse(await page.title()) as Record<string, ShownMode>;
}
