import { RelayStatusError } from '../errors/relay-errors.ts';
import { createFakeClock, type FakeClock } from '../platform/fake-clock.ts';
import { createFakePage, type FakePage } from '../platform/fake-page.ts';
import { createFakeBrowser, type FakeBrowser, type FakeTabs } from '../platform/fake-tabs.ts';
import type { RefreshVerdict } from '../refresh/refresh-delay.ts';
import { createUpdates } from '../refresh/updates.ts';
import type { RelayAnswer } from '../relay/relay-answer.ts';
import type { StreamListener } from '../stream/change-stream.ts';
import { watchChanges } from '../stream/change-watch.ts';
import { shareAnswers } from '../tabs/share-answers.ts';

const ENDPOINT = 'https://relay.example.com';

/** One tab under test: it comes by answers as providers do, and keeps what it was answered. */
export interface BenchTab {
  readonly name: string;
  readonly page: FakePage;
  readonly tabs: FakeTabs;
  /** What it was answered, whoever asked: texts of bodies, else kinds of answers. */
  readonly answers: readonly string[];
  /** What it serves. */
  holds(): string | undefined;
  /** Bodies in the order of coming, and whether another tab is said to have stored them. */
  readonly bodies: readonly { readonly text: string; readonly isKept: boolean }[];
  /** Asks now, as an application does. */
  refresh(): Promise<void>;
  /** Asks about something else from now on. */
  setSubject(subject: string): void;
  /** Goes over to another group, as with another key. */
  setGroup(name: string): void;
  close(): void;
  /** Ends as a crash does. */
  crash(): void;
}

/** A browser with tabs, and the relay proxy that they ask. */
export interface TabsBench {
  readonly clock: FakeClock;
  readonly browser: FakeBrowser;
  /** What the relay proxy was asked, and by which tab. */
  readonly requests: { readonly tab: string; readonly subject: string; readonly entityTag: string | undefined }[];
  /** Names of the tabs that have asked, each once. */
  askers(): readonly string[];
  /** Names of the tabs that have a change stream open. */
  streams(): readonly string[];
  readonly relay: {
    /** What it answers with. */
    text: string;
    /** Tabs that cannot reach it. */
    readonly unreachableFor: Set<string>;
    isDown: boolean;
    /** Tells a change to whoever has a stream open. */
    tellChange(): void;
  };
  /** Opens a tab that holds `stored`, and lets it start. */
  open(name: string, tab?: BenchTabOptions): BenchTab;
}

interface BenchTabOptions {
  readonly stored?: string;
  readonly subject?: string;
  readonly isHidden?: boolean;
  readonly changeStream?: 'sse' | 'off';
  /** Without locks and channels, as on plain http. */
  readonly isAlone?: boolean;
}

/** Makes a {@link TabsBench}. */
export function aTabsBench(): TabsBench {
  const clock = createFakeClock();
  const browser = createFakeBrowser();
  const requests: TabsBench['requests'] = [];
  const streams = new Map<StreamListener, string>();
  const relay = {
    text: 'first',
    unreachableFor: new Set<string>(),
    isDown: false,
    tellChange: () => {
      for (const listener of streams.keys()) listener.changed();
    },
  };
  let random = 0.4;

  async function answer(tab: string, subject: string, entityTag: string | undefined): Promise<RelayAnswer> {
    requests.push({ tab, subject, entityTag });
    await new Promise<void>((resolve) => void clock.schedule(resolve, 20));
    if (relay.isDown || relay.unreachableFor.has(tab)) {
      return { kind: 'failed', error: new RelayStatusError(ENDPOINT, 503, '') };
    }
    const text = `${relay.text} of ${subject}`;
    if (entityTag === tagOf(text)) return { kind: 'not-modified', lastModifiedMs: undefined };
    const body = { text, contentType: '', entityTag: () => tagOf(text), lastModifiedMs: undefined, url: ENDPOINT };
    return { kind: 'body', body };
  }

  function open(name: string, tab: BenchTabOptions = {}): BenchTab {
    const page = createFakePage();
    if (tab.isHidden === true) page.tell('hidden');
    const tabs = browser.openTab();
    let subject = tab.subject ?? 'all';
    let held = tab.stored === undefined ? undefined : `${tab.stored} of ${subject}`;
    let group = 'group';
    const answers: string[] = [];
    const bodies: { text: string; isKept: boolean }[] = [];

    async function attempt(signal: AbortSignal): Promise<RefreshVerdict> {
      const entityTag = held === undefined ? undefined : tagOf(held);
      const about = subject;
      const got = await updates.ask({ subject, entityTag, signal }, () => answer(name, about, entityTag));
      if (signal.aborted) return { kind: 'failed' };
      answers.push(got.kind === 'body' ? got.body.text : got.kind);
      if (got.kind === 'not-modified') return { kind: 'refreshed' };
      if (got.kind !== 'body') return { kind: 'failed' };
      held = got.body.text;
      bodies.push({ text: held, isKept: got.body.isKept === true });
      return { kind: 'refreshed', changed: true };
    }

    const updates = createUpdates({
      attempt,
      serving: () => held !== undefined,
      endpoint: ENDPOINT,
      apiKey: () => undefined,
      groupName: () => group,
      keeps: true,
      settings: {
        changeStream: tab.changeStream ?? 'off',
        pollIntervalMs: 10_000,
        livePollIntervalMs: 120_000,
        reconnectIntervalMs: 60_000,
        logger: console,
      },
      platform: {
        clock,
        page,
        isLockHeld: tab.isAlone === true ? undefined : (lock) => tabs.isHeld(lock),
        random: () => {
          random += 0.001;
          return random;
        },
        loadWatch: async () => ({
          createAnswerSharing: (parts) => shareAnswers(parts, tabs),
          createChangeWatch: (parts) =>
            watchChanges(parts, (_, __, listener) => {
              streams.set(listener, name);
              queueMicrotask(() => listener.opened());
              return () => void streams.delete(listener);
            }),
        }),
      },
    });
    void updates.start();
    return {
      name,
      page,
      tabs,
      answers,
      bodies,
      holds: () => held,
      refresh: () => updates.refresh(),
      setSubject(next) {
        held = undefined;
        subject = next;
        void updates.restart();
      },
      setGroup(next) {
        group = next;
        void updates.rekey();
      },
      close: () => updates.stop(),
      crash() {
        tabs.crash();
        updates.stop();
      },
    };
  }

  return {
    clock,
    browser,
    requests,
    relay,
    open,
    askers: () => [...new Set(requests.map(({ tab }) => tab))],
    streams: () => [...streams.values()],
  };
}

function tagOf(text: string): string {
  return `"${text}"`;
}
