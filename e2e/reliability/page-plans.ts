import type { Page } from '@playwright/test';

/** One timer. */
export interface Plan {
  /** Unix time in milliseconds. */
  readonly dueMs: number;
  readonly delayMs: number;
}

interface Planning {
  /** What the page's source of randomness says. */
  chance: number;
  /** The timers that run. */
  readonly timers: Map<number, Plan>;
}

declare global {
  var planning: Planning;
}

/** What a page has planned, and the chance that it planned with. For pages that are opened afterwards, with a clock that is installed before. */
export interface PagePlans {
  timers(): Promise<readonly Plan[]>;
  /** Has the page draw this number from now on, from 0 (included) to 1 (excluded). */
  setChance(chance: number): Promise<void>;
}

/** Watches the plans of a page. */
export async function watchPlans(page: Page, chance: number): Promise<PagePlans> {
  await page.addInitScript((first) => {
    const timers = new Map<number, Plan>();
    globalThis.planning = { chance: first, timers };
    Math.random = () => planning.chance;
    const { clearTimeout: clear, setTimeout: set } = globalThis;
    Object.assign(globalThis, {
      setTimeout(call: () => void, delayMs = 0) {
        const timer = set(() => {
          timers.delete(Number(timer));
          call();
        }, delayMs);
        timers.set(Number(timer), { dueMs: Math.round(Date.now() + delayMs), delayMs });
        return timer;
      },
      clearTimeout(timer: number) {
        timers.delete(timer);
        clear(timer);
      },
    });
  }, chance);
  return {
    timers: () => page.evaluate(() => [...planning.timers.values()]),
    setChance: (next) =>
      page.evaluate((drawn) => {
        planning.chance = drawn;
      }, next),
  };
}
