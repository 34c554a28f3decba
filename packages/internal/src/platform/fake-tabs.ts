import type { LockLoss, LockMode, TabChannel, Tabs } from './tabs.ts';

/** A browser for tests, in which tabs meet. */
export interface FakeBrowser {
  /** What one more tab has in common with the others. */
  openTab(): FakeTabs;
  /** Everything that was posted, in order, with the name of the channel. */
  readonly posted: readonly { readonly channel: string; readonly message: unknown }[];
  /** Names of the locks that are held or waited for, with one entry each. */
  locks(): readonly string[];
  /** How many channels are open. */
  channels(): number;
}

/** One tab of a {@link FakeBrowser}. */
export interface FakeTabs extends Tabs {
  /** Ends the tab as a crash does: locks go, and it hears nothing any more. */
  crash(): void;
  /** Lets the tab's main thread hang: locks stay, nothing is said, and what others post is lost, as Chromium does to a tab in the debugger. */
  hang(hangs: boolean): void;
}

interface Request {
  readonly name: string;
  readonly tab: object;
  readonly mode: LockMode;
  readonly grant: () => void;
  readonly lose: (loss: LockLoss) => void;
  isHeld: boolean;
}

interface Line {
  readonly name: string;
  readonly tab: object;
  readonly deliver: (message: unknown) => void;
}

/** Makes a {@link FakeBrowser}. Locks are granted in the order of asking, as browsers do. */
export function createFakeBrowser(): FakeBrowser {
  let requests: Request[] = [];
  let lines: Line[] = [];
  const posted: { readonly channel: string; readonly message: unknown }[] = [];

  function grant(name: string): void {
    for (const request of requests.filter((one) => one.name === name)) {
      const held = requests.filter((one) => one.name === name && one.isHeld);
      const isFree = request.mode === 'shared' ? held.every((one) => one.mode === 'shared') : held.length === 0;
      if (request.isHeld) continue;
      if (!isFree) return;
      request.isHeld = true;
      queueMicrotask(() => {
        if (requests.includes(request)) request.grant();
      });
    }
  }

  function drop(gone: (request: Request) => boolean): void {
    const names = new Set(requests.filter(gone).map((request) => request.name));
    requests = requests.filter((request) => !gone(request));
    for (const name of names) grant(name);
  }

  function openTab(): FakeTabs {
    const tab = {};
    let hangs = false;
    let unheard: (() => void)[] = [];
    const whenAwake = (work: () => void): void => void (hangs ? unheard.push(work) : work());
    return {
      hold(name, mode, onHeld, onLost) {
        const request: Request = {
          name,
          tab,
          mode,
          isHeld: false,
          grant: () => whenAwake(() => requests.includes(request) && onHeld()),
          lose: (loss) => whenAwake(() => onLost(loss)),
        };
        if (mode === 'stolen') {
          const robbed = requests.filter((one) => one.name === name && one.isHeld);
          requests = [request, ...requests.filter((one) => !robbed.includes(one))];
          for (const one of robbed) one.lose('taken');
        } else requests.push(request);
        grant(name);
        return async () => drop((one) => one === request);
      },
      isHeld: async (name) => requests.some((request) => request.name === name && request.isHeld),
      openChannel(name, hear): TabChannel {
        const line: Line = {
          name,
          tab,
          deliver(message) {
            if (lines.includes(line) && !hangs) hear(message);
          },
        };
        lines.push(line);
        return {
          post(message) {
            if (!lines.includes(line) || hangs) return;
            posted.push({ channel: name, message });
            const copy: unknown = structuredClone(message);
            const others = lines.filter((other) => other !== line && other.name === name);
            queueMicrotask(() => {
              for (const other of others) other.deliver(copy);
            });
          },
          close: () => {
            lines = lines.filter((other) => other !== line);
          },
        };
      },
      crash() {
        lines = lines.filter((line) => line.tab !== tab);
        drop((request) => request.tab === tab);
      },
      hang(now) {
        hangs = now;
        if (now) return;
        const due = unheard;
        unheard = [];
        for (const work of due) work();
      },
    };
  }

  return {
    openTab,
    posted,
    locks: () => requests.map((request) => request.name),
    channels: () => lines.length,
  };
}
