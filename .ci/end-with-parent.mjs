const LOOK_INTERVAL_MS = 500;

/**
 * Calls back once when the process that started this one is gone: npm, ended by a signal, takes nobody along.
 *
 * @param {() => void} end
 */
export function endWithParent(end) {
  const parent = process.ppid;
  const timer = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(timer);
    end();
  }, LOOK_INTERVAL_MS);
  timer.unref();
}
