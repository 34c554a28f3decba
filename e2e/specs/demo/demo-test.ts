import { test as base, expect } from '../relay-test.ts';
import { DemoPage } from './demo-page.ts';

interface TestFixtures {
  readonly demo: DemoPage;
}

export const test = base.extend<TestFixtures>({
  demo: async ({ page }, use) => {
    const demo = new DemoPage(page);
    await use(demo);
    expect(demo.uncaught, 'exceptions that reached the page').toEqual([]);
  },
});

export { expect };
