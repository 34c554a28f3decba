import { join } from 'node:path';
import { BOTH_ANSWER, shownBy } from '../specs/both-modes.ts';
import { test as base, expect } from '../specs/relay-test.ts';

/** Names the folder in which the consumers are installed. */
export const FOLDER_VARIABLE = 'GOFF_CONSUMERS';

/** The installed copy of a consumer. */
export function folderOf(consumer: string): string {
  const folder = process.env[FOLDER_VARIABLE];
  if (folder === undefined) throw new Error(`${FOLDER_VARIABLE} is not set: the consumers are not installed`);
  return join(folder, consumer);
}

interface Fixtures {
  /** Opens a consumer's page and expects that both modes answer in it, in-process mode by WebAssembly from one file that is fetched once. */
  readonly expectBothModes: (origin: string) => Promise<void>;
}

export const test = base.extend<Fixtures>({
  expectBothModes: async ({ page, sharedRelay }, use) => {
    const faults: string[] = [];
    const binaries: string[] = [];
    page.on('pageerror', ({ message }) => faults.push(message));
    page.on('console', (message) => {
      if (message.type() === 'error') faults.push(message.text());
    });
    page.on('request', (request) => {
      const { pathname } = new URL(request.url());
      if (pathname.endsWith('.wasm')) binaries.push(pathname);
    });
    await page.addInitScript(() => {
      const { instantiateStreaming } = WebAssembly;
      WebAssembly.instantiateStreaming = async (...given) => {
        const made = await instantiateStreaming(...given);
        Reflect.set(globalThis, 'engines', [
          ...(Reflect.get(globalThis, 'engines') ?? []),
          ...Object.keys(made.instance.exports),
        ]);
        return made;
      };
    });
    await use(async (origin) => {
      await page.goto(`${origin}/?${new URLSearchParams({ relay: sharedRelay.url }).toString()}`);
      expect(await shownBy(page)).toEqual(BOTH_ANSWER);
      expect(binaries).toHaveLength(1);
      expect(await page.evaluate(() => Reflect.get(globalThis, 'engines'))).toContain('evaluate');
      expect(faults).toEqual([]);
    });
  },
});

export { expect };
