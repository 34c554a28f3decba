import type { Locator, Page } from '@playwright/test';

/** The demo's two columns. */
export const MODES = ['in-process', 'remote'] as const;

export type Mode = (typeof MODES)[number];

/** What a column shows for one flag. */
export interface ShownAnswer {
  readonly value: unknown;
  readonly variant: string;
  readonly reason: string;
  /** Empty where the flag was evaluated without an error. */
  readonly error: string;
}

/** Which relay proxy the page is told to use; the address bar carries it. */
export interface PageAddress {
  readonly relay: string;
  readonly apiKey?: string;
}

/** Firefox writes these to its console for requests and streams that failed, and Playwright takes them for exceptions. */
const BROWSER_NOTE = /^(The Same Origin Policy disallows reading|Firefox can’t establish a connection)/;

/** The demo as a visitor sees it. */
export class DemoPage {
  readonly page: Page;
  /** Exceptions that reached the page, which has to stay free of them whatever happens. */
  readonly uncaught: string[] = [];

  constructor(page: Page) {
    this.page = page;
    page.on('pageerror', ({ message }) => {
      if (!BROWSER_NOTE.test(message)) this.uncaught.push(message);
    });
  }

  async open(address: PageAddress): Promise<void> {
    await this.page.goto(`/?${new URLSearchParams({ ...address }).toString()}`);
  }

  /** The head of a mode's column; its `data-status` is the provider's status. */
  card(mode: Mode): Locator {
    return this.page.locator(`.mode-card[data-mode="${mode}"]`);
  }

  /** What the page says is wrong with a mode. */
  problem(mode: Mode): Locator {
    return this.page.getByRole('alert').and(this.page.locator(`[data-mode="${mode}"]`));
  }

  /** Events of a mode by name, newest first. */
  events(mode: Mode, name: string): Locator {
    return this.page.locator(`.event-log[data-mode="${mode}"] [data-event="${name}"]`);
  }

  /** Every flag of a mode's column, by key. */
  async answers(mode: Mode): Promise<Record<string, ShownAnswer>> {
    const shown = await this.page.locator('[data-flag]').evaluateAll(
      (rows, column) =>
        rows.map((row) => {
          const field = (name: string): string =>
            row.querySelector(`[data-mode="${column}"] [data-field="${name}"]`)?.textContent ?? '';
          const answer = {
            text: field('value'),
            variant: field('variant'),
            reason: field('reason'),
            error: field('error'),
          };
          return { key: row.getAttribute('data-flag') ?? '', ...answer };
        }),
      mode,
    );
    return Object.fromEntries(
      shown.map(({ key, text, ...answer }) => [key, { value: JSON.parse(text) as unknown, ...answer }]),
    );
  }

  async chooseUser(name: string): Promise<void> {
    await this.page.getByRole('button', { name }).click();
  }

  /** The context in force, read from the page's own JSON view. */
  async context(): Promise<Record<string, unknown>> {
    return JSON.parse(await this.page.getByLabel('Evaluation context as JSON').inputValue()) as Record<string, unknown>;
  }

  async editJson(text: string): Promise<void> {
    await this.page.getByRole('radio', { name: 'JSON' }).check();
    await this.page.getByLabel('Evaluation context as JSON').fill(text);
  }
}
