import { element } from '../dom/element.ts';

/** Whether this tab polls and streams for all tabs of the browser. */
export interface TabRole {
  readonly root: HTMLElement;
  look(): Promise<void>;
}

/** Names of the locks that leading tabs hold: a version and a digest. Further ones of the library have longer names. */
const LEADING = /^goff-web\/tabs\/\d+\/[0-9a-f]+$/;

/** Asks the browser which locks this page holds: the tab with the lock leads. */
export function createTabRole(): TabRole {
  const value = element('dd', { 'data-figure': 'tab' }, '–');
  const root = element('div', { class: 'figure' }, element('dt', {}, 'This tab'), value);
  const ownLock = `goff-web-demo-tab-${Math.random()}`;
  const locks: LockManager | undefined = navigator.locks;
  // Held for as long as the page lives: it tells which of the browser's clients this page is.
  void locks?.request(ownLock, () => new Promise<never>(() => undefined));
  return {
    root,
    async look() {
      if (locks === undefined) {
        value.textContent = 'works alone';
        return;
      }
      const { held = [] } = await locks.query();
      const self = held.find(({ name }) => name === ownLock)?.clientId;
      const leaders = held.filter(({ name = '' }) => LEADING.test(name)).map(({ clientId }) => clientId);
      value.textContent = leaders.includes(self) ? 'leads' : leaders.length > 0 ? 'follows' : 'works alone';
    },
  };
}
