import { expect, it } from 'vitest';
import type { LockLoss, LockMode, Tabs } from './tabs.ts';

let made = 0;

/** Holds whatever implements {@link Tabs} to what its users rely on. `openTab` makes one tab of one browser; all tabs may be the same page. */
export function itKeepsTabsContract(openTab: () => Tabs): void {
  function aPair() {
    made += 1;
    const name = `contract-${made}`;
    const log: string[] = [];
    const waiting = new Map<string, () => void>();
    const note = (entry: string): void => {
      log.push(entry);
      waiting.get(entry)?.();
    };
    const hold = (who: string, mode: LockMode, tabs = openTab()) =>
      tabs.hold(
        name,
        mode,
        () => note(`${who} held`),
        (loss: LockLoss) => note(`${who} ${loss}`),
      );
    const logged = async (entry: string): Promise<void> => {
      if (!log.includes(entry)) await new Promise<void>((resolve) => waiting.set(entry, resolve));
    };
    return { hold, log, logged, name };
  }

  it('gives an exclusive lock to one after the other, in the order of asking', async () => {
    const { hold, log, logged } = aPair();
    const letGoOfFirst = hold('first', 'exclusive');
    hold('second', 'exclusive');
    const letGoOfThird = hold('third', 'exclusive');
    await logged('first held');
    expect(log).toEqual(['first held']);
    await letGoOfThird();
    await letGoOfFirst();
    await logged('second held');
    expect(log).toEqual(['first held', 'second held']);
  });

  it('gives a shared lock to everybody, and knows that somebody holds it until nobody does', async () => {
    const { hold, logged, name } = aPair();
    const tabs = openTab();
    expect(await tabs.isHeld(name)).toBe(false);
    const letGo = [hold('first', 'shared'), hold('second', 'shared')];
    await Promise.all([logged('first held'), logged('second held')]);
    expect(await tabs.isHeld(name)).toBe(true);
    for (const one of letGo) await one();
    expect(await tabs.isHeld(name)).toBe(false);
  });

  it('takes a lock from its holder, who is told, before anybody who waits', async () => {
    const { hold, log, logged } = aPair();
    hold('first', 'exclusive');
    hold('second', 'exclusive');
    await logged('first held');
    const letGo = hold('thief', 'stolen');
    await Promise.all([logged('thief held'), logged('first taken')]);
    expect(log).not.toContain('second held');
    await letGo();
    await logged('second held');
  });

  it('tells nothing to one who no longer waits', async () => {
    const { hold, log, logged } = aPair();
    const letGo = hold('first', 'exclusive');
    const withdraw = hold('second', 'exclusive');
    await logged('first held');
    await withdraw();
    await letGo();
    await letGo();
    hold('third', 'exclusive');
    await logged('third held');
    expect(log).toEqual(['first held', 'third held']);
  });

  it('carries what one says to all others on the same line, and to nobody after it was closed', async () => {
    const { name } = aPair();
    const heard: unknown[] = [];
    const hears = (who: string) => (message: unknown) => heard.push([who, message]);
    const speaker = openTab().openChannel(name, hears('speaker'));
    const closed = openTab().openChannel(name, hears('closed'));
    openTab().openChannel(`${name}-other`, hears('other'));
    closed.close();
    const last = new Promise<void>((resolve) => {
      openTab().openChannel(name, (message) => {
        hears('listener')(message);
        if (message === 'last') resolve();
      });
    });
    speaker.post({ first: [1, undefined] });
    speaker.post('last');
    speaker.close();
    speaker.post('nobody hears this');
    await last;
    expect(heard).toEqual([
      ['listener', { first: [1, undefined] }],
      ['listener', 'last'],
    ]);
  });
}
