import type { Page } from '@playwright/test';

/** Lets the relay proxy's own answers differ from those of its configuration: another theme. */
export async function answerDifferently(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const { fetch } = globalThis;
    globalThis.fetch = async (...given) => {
      const response = await fetch(...given);
      if (!response.url.endsWith('/ofrep/v1/evaluate/flags') || response.status !== 200) return response;
      return new Response((await response.text()).replace('"lab"', '"night"'), response);
    };
  });
}
