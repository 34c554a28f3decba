import type { Page } from '../../platform/page.ts';
import type { TabChannel, Tabs } from '../../platform/tabs.ts';

/** By this line, pages that keep the same on this device tell one another that it is to be forgotten. */
export interface ForgetLine {
  /** Listens to those who keep what has this name, and to nobody else. */
  join(name: string): void;
  tell(): void;
  close(): void;
}

const FORGET = 'forget';

/**
 * Makes a {@link ForgetLine}. `open` is `undefined` where pages cannot reach one another. One that is in the back/forward cache hears nothing: with
 * a line open, some browsers would not keep it there.
 */
export function createForgetLine(
  open: Tabs['openChannel'] | undefined,
  page: Page | undefined,
  onForget: () => void,
): ForgetLine {
  let channel: TabChannel | undefined;
  let joined = '';

  function leave(): void {
    channel?.close();
    channel = undefined;
  }

  function join(name: string): void {
    leave();
    joined = name;
    try {
      channel = open?.(name, (message) => {
        if (message === FORGET) onForget();
      });
    } catch {
      // Refused, as where storage is blocked: there is nothing to forget then.
    }
  }

  const cancel = page?.listen((event) => {
    if (event === 'left') leave();
    if (event === 'returned') join(joined);
  });
  return {
    join,
    tell: () => channel?.post(FORGET),
    close() {
      cancel?.();
      leave();
    },
  };
}
