import { html, rateLimited, repeats, status, type WholeAnswer } from '../faults/fault.ts';
import type { FaultRule } from '../faults/fault-proxy.ts';
import type { Mode, PageOptions } from '../page/page-flags.ts';
import { alterStore, cutStore, type Damage } from './damage-store.ts';
import { type Moment, openScene, type Scene, type Sight, sceneFlags, scheduledFlags } from './scene.ts';

/** What a page is expected to show while a fault lasts; what is left out may be anything. */
export type Expected = Partial<Sight>;

/** One row of the matrix. */
export interface FaultRow {
  readonly name: string;
  /** Lets it go wrong. For `start` the page is not open yet. */
  begin(scene: Scene): Promise<void>;
  /** Ends it. What comes after has to happen without a hand. */
  end(scene: Scene): Promise<void>;
  readonly during: (mode: Mode, moment: Moment) => Expected;
  /** What the provider is started with besides. */
  readonly options?: Partial<PageOptions>;
  /** How often the page asks by hand at a `refresh`. Default: 3, after which flags are stale. */
  readonly refreshes?: number;
  /** The page shows it without any time passing. */
  readonly isSeenAtOnce?: boolean;
  /** Recovery takes longer than this: the page is told to wait, or waits by itself. In milliseconds. Default: no time at all. */
  readonly recoversAfterMs?: (mode: Mode, moment: Moment) => number;
  /** … and no longer than this: nothing has to be waited for. Default: three minutes. */
  readonly recoversWithinMs?: (moment: Moment) => number | undefined;
  /** What the provider logs about it. */
  readonly logs?: string;
  /** The flags are edited while it lasts, at whatever moment; otherwise they are at a refresh only. */
  readonly isEdited?: boolean;
  /** The back/forward cache is not in the headless shell. */
  readonly needsWholeBrowser?: boolean;
}

const FINE_AT_START: Expected = { status: 'READY', colour: 'red', who: 'ada' };
const FINE: Readonly<Record<Moment, Expected>> = {
  start: FINE_AT_START,
  refresh: FINE_AT_START,
  'context change': { status: 'READY', colour: 'red', who: 'bob' },
  close: {},
};
const NOTHING: Expected = { colour: 'default', who: 'default' };

/** A relay proxy that does not answer well: `refused` is what it makes of a start, `served` of three refreshes. */
function relayFails(refused: string, served?: string): FaultRow['during'] {
  return (mode, moment) => {
    if (moment === 'start') return { status: refused, ...NOTHING };
    if (moment === 'refresh') return { ...(served !== undefined && { status: served }), colour: 'red', who: 'ada' };
    // In-process mode needs nobody for another user; remote mode never shows one user's answers to another.
    return mode === 'core' ? FINE[moment] : moment === 'close' ? {} : { status: refused, ...NOTHING };
  };
}

/** The fault changes nothing that a visitor sees. */
const unseen: FaultRow['during'] = (_, moment) => FINE[moment];

function gatewayFails(name: string, rule: FaultRule): FaultRow {
  return {
    name,
    during: relayFails('ERROR', 'STALE'),
    begin: async ({ gateway }) => void gateway.inflict(rule),
    end: async ({ gateway }) => gateway.heal(),
  };
}

/** What a page of that mode asks. */
function pathOf(mode: Mode): string {
  return mode === 'core' ? '/v1/flag/configuration' : '/ofrep/v1/evaluate/flags';
}

/**
 * Refuses the key, which makes flags stale at once, where other faults have to come three times: so not before the page has asked what happened
 * until its stream was open.
 */
async function refuseKey({ gateway, mode, moment }: Scene): Promise<void> {
  if (moment !== 'start') await gateway.seen(pathOf(mode), 2);
  gateway.inflict({ fault: status(401) });
}

/** A page that has been told to wait does so, where it has something to wait for. */
function onlyAfter(waitMs: number, during: FaultRow['during']): NonNullable<FaultRow['recoversAfterMs']> {
  return (mode, moment) => (moment !== 'close' && during(mode, moment).status !== 'READY' ? waitMs : 0);
}

/** A key that is refused is believed at once, however long the next poll is off, and tried again seldom. */
const REFUSED: Pick<FaultRow, 'during' | 'isSeenAtOnce' | 'options' | 'refreshes'> = {
  during: relayFails('FATAL', 'STALE'),
  isSeenAtOnce: true,
  refreshes: 1,
  options: { pollIntervalMs: 60_000 },
};

const STORAGE_FAILS = 'Storage does not work here; memory is used.';

/** Runs a script in the page, now and whenever it is loaded anew. */
async function spoil({ moment, page }: Scene, script: string): Promise<void> {
  await page.addInitScript(script);
  if (moment !== 'start') await page.evaluate(script);
}

/** Opens the page as an earlier visit, and leaves it. */
async function visitBefore(scene: Scene): Promise<void> {
  await openScene(scene);
  await scene.page.waitForFunction(() => flags.status() === 'READY');
  await scene.page.evaluate(() => flags.stop());
}

function corruptCache(how: string, damage: Damage): FaultRow {
  return {
    name: `corrupt cache: ${how}`,
    during: unseen,
    async begin(scene) {
      const { mode, moment, page } = scene;
      if (moment === 'start') await visitBefore(scene);
      if (moment === 'context change' && mode === 'remote') {
        // The next user has been here before, and is known from the device only.
        await page.evaluate(() => flags.setContext({ targetingKey: 'bob' }));
        await openScene(scene);
        await page.waitForFunction(() => flags.status() === 'READY');
      }
      await damage(page);
    },
    end: async () => undefined,
  };
}

/** Leaves the page for another one, and comes back. Says whether it was still there, in the back/forward cache. */
async function leaveAndReturn({ page, site }: Scene): Promise<boolean> {
  site.set('/elsewhere', { body: '<!doctype html><title>elsewhere</title>', headers: { 'content-type': 'text/html' } });
  await page.goto(`${site.origin}/elsewhere`);
  await page.goBack({ waitUntil: 'commit' });
  await page.waitForFunction(() => 'flags' in globalThis);
  return page.evaluate(() => flags.isRestored);
}

/** How often a page is left until it has nothing under way that keeps it out of the cache. */
const MOST_LEAVES = 5;

/** The answer of a replica that has read its flags a minute before the others. */
function aMinuteOld(answer: WholeAnswer): WholeAnswer {
  const date = new Date(Date.now() - 60_000).toUTCString();
  return { ...answer, headers: { ...answer.headers, 'last-modified': date } };
}

/** The matrix's rows: everything that goes wrong around a page, and what the page makes of it. */
export const FAULTS: readonly FaultRow[] = [
  {
    name: 'relay down',
    during: relayFails('ERROR', 'STALE'),
    begin: ({ gateway }) => gateway.refuse(),
    end: ({ gateway }) => gateway.accept(),
  },
  {
    name: '401',
    ...REFUSED,
    recoversAfterMs: onlyAfter(10_000, REFUSED.during),
    begin: refuseKey,
    end: async ({ gateway }) => gateway.heal(),
  },
  // Inside the time that it asks for, nothing is sent: three failures, after which flags are stale, take about a minute.
  {
    ...gatewayFails('429', { fault: rateLimited(20, 'readable') }),
    recoversAfterMs: onlyAfter(14_000, relayFails('ERROR', 'STALE')),
  },
  gatewayFails('500', { fault: status(500) }),
  gatewayFails('slow', { fault: { kind: 'hang' } }),
  gatewayFails('truncated', { fault: { kind: 'truncate' } }),
  gatewayFails('wrong type', { fault: html() }),
  corruptCache('altered', alterStore),
  corruptCache('cut', cutStore),
  {
    name: 'quota',
    during: unseen,
    logs: STORAGE_FAILS,
    // What cannot be stored is an edit, at whatever moment.
    isEdited: true,
    begin: (scene) =>
      spoil(scene, 'IDBObjectStore.prototype.put = () => { throw new DOMException("", "QuotaExceededError"); }'),
    end: async () => undefined,
  },
  {
    name: 'blocked IndexedDB',
    during: unseen,
    logs: STORAGE_FAILS,
    isEdited: true,
    // A connection that is open already is lost as well.
    begin: (scene) =>
      spoil(
        scene,
        `IDBFactory.prototype.open = () => { throw new DOMException("", "SecurityError"); };
         IDBDatabase.prototype.transaction = () => { throw new DOMException("", "InvalidStateError"); };`,
      ),
    end: async () => undefined,
  },
  {
    name: 'engine refused',
    // Once it runs, nothing is asked of its file any more; remote mode has none.
    during: (mode, moment) => (mode === 'core' && moment === 'start' ? { status: 'ERROR', ...NOTHING } : FINE[moment]),
    async begin({ page }) {
      await page.route('**/*.wasm', (route) => route.fulfill({ status: 404, body: 'not here' }));
    },
    end: ({ page }) => page.unroute('**/*.wasm'),
  },
  {
    name: 'two tabs',
    during: unseen,
    isEdited: true,
    // The other tab leads, and is closed in the end: what was edited meanwhile comes to this one all the same.
    async begin(scene) {
      const page = await scene.page.context().newPage();
      await openScene({ ...scene, page });
      await page.waitForFunction(() => flags.status() === 'READY');
      if (scene.moment !== 'start') {
        await openScene(scene);
        await scene.page.waitForFunction(() => flags.status() === 'READY');
      }
      await scene.page.bringToFront();
    },
    async end({ page }) {
      for (const other of page.context().pages()) if (other !== page) await other.close();
    },
  },
  {
    name: 'offline',
    during: relayFails('ERROR', 'STALE'),
    // After so many failures the next attempt is far off; the network's return is heard of before.
    refreshes: 6,
    recoversWithinMs: (moment) => (moment === 'refresh' ? 4_000 : undefined),
    async begin({ gateway, mode, moment, page }) {
      // A page that is not open yet could not even be loaded without a network; its flags cannot be had all the same.
      if (moment === 'start') gateway.inflict({ fault: { kind: 'reset' }, preflights: 'too' });
      else {
        // What follows each opening of the stream would otherwise come by itself when all is over.
        await gateway.seen(pathOf(mode), 2);
        await page.context().setOffline(true);
        // Chromium's switch refuses new requests, and leaves alone what is open: the stream would go on, and bring the edit.
        gateway.cut('/');
      }
    },
    async end({ gateway, page }) {
      gateway.heal();
      await page.context().setOffline(false);
    },
  },
  {
    name: 'bfcache',
    needsWholeBrowser: true,
    during: unseen,
    isEdited: true,
    async begin(scene) {
      const { moment, page } = scene;
      if (moment === 'start') await openScene(scene);
      for (let leaves = 1; !(await leaveAndReturn(scene)); leaves += 1) {
        // On a busy machine a page is thrown out now and then all the same; it is loaded anew.
        await openScene(scene);
        if (moment === 'start') return;
        if (leaves === MOST_LEAVES) throw new Error('The page was never kept in the back/forward cache.');
        await page.waitForFunction(() => flags.status() === 'READY');
      }
    },
    end: async () => undefined,
  },
  {
    name: 'clock jump',
    isEdited: true,
    // A flag that is to change half-way follows the device's clock where the device evaluates; the relay proxy's own clock is right.
    during: (mode, moment) => {
      const isPast = (moment === 'refresh') === (mode === 'remote');
      return moment === 'close' ? {} : { ...FINE[moment], colour: isPast ? 'late' : 'red' };
    },
    async begin({ moment, page, relay }) {
      const byMs = moment === 'refresh' ? -3_600_000 : 3_600_000;
      const now = moment === 'start' ? Date.now() : await page.evaluate(() => Date.now());
      await relay.writeFlags(scheduledFlags('red', 'late', now + byMs / 2));
      if (moment !== 'start') await page.evaluate(() => flags.refresh());
      await page.clock.setSystemTime(now + byMs);
    },
    end: async () => undefined,
  },
  {
    name: 'key rotated',
    ...REFUSED,
    recoversWithinMs: () => 4_000,
    begin: refuseKey,
    async end({ gateway, moment, page }) {
      gateway.heal();
      // The new key comes by the application, as in life; after a close there is nobody to hand it to.
      if (moment !== 'close') await page.evaluate(() => void flags.setApiKey('second-key'));
    },
  },
  {
    name: 'older replica',
    isEdited: true,
    // A replica cannot be told from its master at a start; later the configuration's date gives it away. Bulk answers have none.
    during: (mode, moment) => {
      if (moment === 'refresh') return { status: 'READY', colour: mode === 'core' ? 'blue' : 'red' };
      return FINE[moment];
    },
    async begin(scene) {
      const { gateway, moment, page, relay } = scene;
      const path = pathOf(scene.mode);
      if (moment === 'start') {
        await openScene(scene);
        await page.waitForFunction(() => flags.status() === 'READY');
        await page.evaluate(() => flags.forget());
        await page.evaluate(() => flags.stop());
      }
      // What the replica will say to the next user.
      if (moment === 'context change') await page.evaluate(() => flags.setContext({ targetingKey: 'bob' }));
      const old = gateway.lastAnswer(path);
      if (moment === 'context change') await page.evaluate(() => flags.setContext({ targetingKey: 'ada' }));
      if (old === undefined) throw new Error(`There was no answer to ${path} that could be repeated.`);
      if (moment === 'refresh') {
        await relay.writeFlags(sceneFlags('blue'));
        await page.evaluate(() => flags.refresh());
      }
      gateway.inflict({ path, fault: repeats(aMinuteOld(old)) });
      await relay.writeFlags(sceneFlags('blue'));
    },
    end: async ({ gateway }) => gateway.heal(),
  },
];
