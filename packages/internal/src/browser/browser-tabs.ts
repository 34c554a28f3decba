import type { Tabs } from '../platform/tabs.ts';

/** Web Locks and BroadcastChannel, of a page or worker that has both. `isHeld` is handed in: it is loaded before the rest. */
export const openBrowserTabs = (isHeld: Tabs['isHeld']): Tabs => ({
  hold(name, mode, onHeld, onLost) {
    const withdrawal = new AbortController();
    let isOver = false;
    let letGo: (() => void) | undefined;
    const holding = async (): Promise<void> => {
      if (isOver) return;
      await new Promise<void>((resolve) => {
        letGo = resolve;
        onHeld();
      });
    };
    // By the standard, one who takes a lock from another cannot withdraw; it is let go as soon as it is there.
    const options: LockOptions = mode === 'stolen' ? { steal: true } : { mode, signal: withdrawal.signal };
    const request = async (): Promise<void> => {
      try {
        await navigator.locks.request(name, options, holding);
      } catch {
        if (!isOver) onLost(letGo === undefined ? 'refused' : 'taken');
      }
    };
    const over = request();
    return () => {
      isOver = true;
      withdrawal.abort();
      letGo?.();
      return over;
    };
  },
  isHeld,
  openChannel(name, hear) {
    const channel = new BroadcastChannel(name);
    let isOpen = true;
    channel.onmessage = ({ data }) => {
      if (isOpen) hear(data);
    };
    return {
      post(message) {
        // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a channel has none
        if (isOpen) channel.postMessage(message);
      },
      close() {
        isOpen = false;
        channel.close();
      },
    };
  },
});
