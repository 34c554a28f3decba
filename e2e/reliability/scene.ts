import type { Page } from '@playwright/test';
import type { FaultProxy } from '../faults/fault-proxy.ts';
import type { Mode, PageOptions } from '../page/page-flags.ts';
import type { Relay } from '../relay/relay.ts';
import type { FileServer } from '../serve/serve-files.ts';

/** When a fault begins. */
export type Moment = 'start' | 'refresh' | 'context change' | 'close';

export const MOMENTS: readonly Moment[] = ['start', 'refresh', 'context change', 'close'];

/** A page, and everything around it that can go wrong. */
export interface Scene {
  readonly page: Page;
  readonly mode: Mode;
  readonly moment: Moment;
  /** The real relay proxy. */
  readonly relay: Relay;
  /** In front of it, on an origin of its own. */
  readonly gateway: FaultProxy;
  readonly site: FileServer;
  /** What the provider is started with; a fault may change it before the start. */
  options: PageOptions;
}

/** What a page shows. */
export interface Sight {
  readonly status: string;
  /** A flag that answers the same for everybody. */
  readonly colour: string;
  /** A flag that tells users apart. */
  readonly who: string;
}

/** The flags of the scene: `colour` for everybody, `who` by user, and others for a body of some size. */
export function sceneFlags(colour: string): Readonly<Record<string, unknown>> {
  const flag = (value: string) => ({ variations: { only: value }, defaultRule: { variation: 'only' } });
  const others = Object.fromEntries(Array.from({ length: 50 }, (_, index) => [`other-${index}`, flag('same')]));
  const who = {
    variations: { ada: 'ada', bob: 'bob' },
    targeting: [{ query: 'targetingKey eq "ada"', variation: 'ada' }],
    defaultRule: { variation: 'bob' },
  };
  return { ...others, colour: flag(colour), who };
}

/** The same, where `colour` becomes another one at that Unix time. */
export function scheduledFlags(colour: string, later: string, atMs: number): Readonly<Record<string, unknown>> {
  const scheduled = {
    variations: { first: colour, later },
    defaultRule: { variation: 'first' },
    scheduledRollout: [{ date: new Date(atMs).toISOString(), defaultRule: { variation: 'later' } }],
  };
  return { ...sceneFlags(colour), colour: scheduled };
}

/** Opens the page and begins to start a provider in it, for the user `ada`. */
export async function openScene(scene: Scene): Promise<void> {
  await scene.page.goto(scene.site.origin);
  await scene.page.waitForFunction(() => 'flags' in globalThis);
  await scene.page.evaluate(
    ([mode, options]) => {
      void flags.start(mode, options);
    },
    [scene.mode, scene.options] as const,
  );
}

/** What the page shows now. Evaluations return at once, whatever is wrong: this never waits for anything. */
export function look(page: Page): Promise<Sight> {
  return page.evaluate(() => ({ status: flags.status(), colour: flags.value('colour'), who: flags.value('who') }));
}
