import { element } from '../dom/element.ts';

/** Whether this tab polls and streams for all tabs of the browser. */
export interface TabRole {
  readonly root: HTMLElement;
  look(): Promise<void>;
}

/** Names of the locks of leading tabs begin with this. */
const LOCK_PREFIX = 'goff-web/tabs/';

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
      const ofLibrary = held.filter(
        ({ name }) => name?.startsWith(LOCK_PREFIX) === true && !name.startsWith('goff-web-demo'),
      );
      const leads = ofLibrary.some(({ clientId }) => clientId === self);
      value.textContent = leads ? 'leads' : ofLibrary.length > 0 ? 'follows' : 'works alone';
    },
  };
}
