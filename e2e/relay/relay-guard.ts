import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { GuardOrders, GuardReport } from './guard-orders.ts';

/** Our end of a guard process: it ends the relay proxy when we say so, and when we are gone. */
export interface RelayGuard {
  /** Starts the relay proxy and resolves with the process id of its command. */
  start(): Promise<number>;
  /** Why the relay proxy is not running; `undefined` while it runs. */
  readonly endReason: () => string | undefined;
  /** Resolves when the relay proxy does not run. */
  ended(): Promise<void>;
  /** Ends the relay proxy, removes what belongs to it, and resolves when the guard itself is gone. */
  close(): Promise<void>;
}

/** Starts a guard process. It is in a session of its own: Ctrl+C on the terminal reaches it through us. */
export function startGuard(orders: GuardOrders): RelayGuard {
  const guard = spawn(process.execPath, [join(import.meta.dirname, 'guard.ts'), JSON.stringify(orders)], {
    stdio: ['pipe', 'pipe', 'inherit'],
    detached: true,
  });
  const gone = once(guard, 'exit');
  let reason: string | undefined = 'it was not started';
  let waiting: { resolve: (processId: number) => void; reject: (error: Error) => void } | undefined;
  let atEnd: (() => void)[] = [];

  const end = (why: string) => {
    reason = why;
    waiting?.reject(new Error(`the relay proxy could not be started: ${why}`));
    waiting = undefined;
    for (const tell of atEnd) tell();
    atEnd = [];
  };
  createInterface({ input: guard.stdout }).on('line', (line) => {
    const message: GuardReport = JSON.parse(line);
    if (message.event === 'ended') {
      end(message.reason);
    } else {
      reason = undefined;
      waiting?.resolve(message.processId);
      waiting = undefined;
    }
  });
  guard.once('exit', () => end('its guard process is gone'));
  // Writing to a guard that is gone fails here; its exit has been told above.
  guard.stdin.on('error', () => undefined);

  return {
    start() {
      return new Promise((resolve, reject) => {
        if (guard.exitCode !== null) {
          reject(new Error('the relay proxy was closed'));
          return;
        }
        waiting = { resolve, reject };
        guard.stdin.write('start\n');
      });
    },
    endReason: () => reason,
    ended() {
      return reason === undefined ? new Promise((resolve) => atEnd.push(resolve)) : Promise.resolve();
    },
    async close() {
      guard.stdin.end();
      if (guard.exitCode === null) await gone;
    },
  };
}
