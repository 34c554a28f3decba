import type { Clock } from '../platform/clock.ts';
import type { Page } from '../platform/page.ts';
import type { LetGo, LockLoss, LockMode, TabChannel, Tabs } from '../platform/tabs.ts';

/**
 * What a tab is to its group. One that is away (frozen, or in the back/forward cache) belongs to none; one that is joining does not know yet
 * whether anybody leads.
 */
export type TabRole = 'away' | 'joining' | 'follower' | 'leader';

/** What a tab group needs. */
export interface TabGroupOptions {
  readonly tabs: Tabs;
  readonly page: Page | undefined;
  readonly clock: Clock;
  /** Called with each message of another tab; never while away. */
  readonly hear: (message: unknown) => void;
  /** Called when the role has changed. */
  readonly onRole: (role: TabRole, before: TabRole) => void;
  /** Called when it is known to all that somebody looks at this tab. */
  readonly onSeen: () => void;
}

/** This tab among those that share what they ask the relay proxy. The one that holds the lock of the group's name leads. */
export interface TabGroup {
  /** Joins the group of this name, and leaves another. Where there are no locks to be had, the tab leads itself. */
  join(name: string): void;
  /** Lets go of everything. */
  leave(): void;
  readonly role: () => TabRole;
  /** Resolves when this tab is not joining. */
  settled(): Promise<void>;
  /** Says something to all others. */
  post(message: unknown): void;
  /** Takes the lead from whoever has it. */
  takeLead(): void;
  /** Lets go of the lead if nobody looks at this tab, and somebody does at another. */
  yieldLead(): void;
}

/** A hidden tab that is given the lead again so soon after it has passed it on keeps it: no other wants it. */
const PASSED_ON_MS = 5_000;

/** Makes a {@link TabGroup}. */
export function createTabGroup(options: TabGroupOptions): TabGroup {
  const { clock, hear, onRole, onSeen, page, tabs } = options;
  let name = '';
  let role: TabRole = 'away';
  let settling: Promise<void> = Promise.resolve();
  let channel: TabChannel | undefined;
  let letGoOfLead: LetGo | undefined;
  let letGoOfSight: LetGo | undefined;
  let endListening: (() => void) | undefined;
  let passedOnAtMs = Number.NEGATIVE_INFINITY;

  /** Held by every tab that somebody looks at, side by side: a crash takes it away, as no message could. */
  const sightName = (): string => `${name}/sight`;
  const isHidden = (): boolean => page?.hidden() ?? false;

  function play(next: TabRole): void {
    if (next === role) return;
    const before = role;
    role = next;
    onRole(next, before);
  }

  function enter(): void {
    if (channel !== undefined) return;
    try {
      channel = tabs.openChannel(name, hear);
    } catch {
      // Some browsers refuse it where storage is blocked.
      play('leader');
      return;
    }
    play('joining');
    queue('exclusive');
    settling = settle(channel);
    showSight();
  }

  /** A lock that is free is held before anybody can say whether somebody holds it. */
  async function settle(entered: TabChannel): Promise<void> {
    await isHeld(name);
    if (role === 'joining' && channel === entered) play('follower');
  }

  function exit(next: 'away' | 'joining'): void {
    channel?.close();
    channel = undefined;
    void letGoOfSight?.();
    letGoOfSight = undefined;
    void letGoOfLead?.();
    letGoOfLead = undefined;
    play(next);
  }

  function queue(mode: LockMode): void {
    void letGoOfLead?.();
    const onLost = (loss: LockLoss): void => {
      if (letGo !== letGoOfLead) return;
      letGoOfLead = undefined;
      if (loss === 'taken') follow();
      else play('leader');
    };
    const letGo = tabs.hold(name, mode, () => void begin(letGo), onLost);
    letGoOfLead = letGo;
  }

  async function begin(letGo: LetGo): Promise<void> {
    const isBack = clock.now() - passedOnAtMs < PASSED_ON_MS;
    const isUnfit = isHidden() && !isBack && (await isHeld(sightName()));
    if (letGo !== letGoOfLead) return;
    if (isUnfit) passOn();
    else play('leader');
  }

  /** To the end of the queue. */
  function passOn(): void {
    passedOnAtMs = clock.now();
    follow();
  }

  function follow(): void {
    play('follower');
    queue('exclusive');
  }

  async function yieldLead(): Promise<void> {
    const letGo = letGoOfLead;
    if (role !== 'leader' || letGo === undefined || !isHidden() || !(await isHeld(sightName()))) return;
    if (letGo === letGoOfLead && isHidden()) passOn();
  }

  async function isHeld(lock: string): Promise<boolean> {
    try {
      return await tabs.isHeld(lock);
    } catch {
      return false;
    }
  }

  function showSight(): void {
    if (isHidden() || letGoOfSight !== undefined) return;
    const onHeld = (): void => {
      if (letGo === letGoOfSight) onSeen();
    };
    const letGo = tabs.hold(sightName(), 'shared', onHeld, () => undefined);
    letGoOfSight = letGo;
  }

  async function hideSight(): Promise<void> {
    const letGo = letGoOfSight;
    letGoOfSight = undefined;
    await letGo?.();
    await yieldLead();
  }

  function listen(): (() => void) | undefined {
    return page?.listen((event) => {
      if (event === 'frozen' || event === 'left') exit('away');
      else if (event === 'resumed' || event === 'returned') enter();
      else if (channel === undefined) return;
      else if (event === 'visible') showSight();
      else if (event === 'hidden') void hideSight();
    });
  }

  return {
    join(next) {
      if (channel !== undefined) exit('joining');
      name = next;
      endListening ??= listen();
      enter();
    },
    leave() {
      endListening?.();
      endListening = undefined;
      exit('away');
    },
    role: () => role,
    settled: () => settling,
    post: (message) => channel?.post(message),
    takeLead() {
      if (channel !== undefined) queue('stolen');
    },
    yieldLead: () => void yieldLead(),
  };
}
