import { createFakeBrowser } from './fake-tabs.ts';
import { itKeepsTabsContract } from './tabs-contract.ts';

const browser = createFakeBrowser();

itKeepsTabsContract(() => browser.openTab());
