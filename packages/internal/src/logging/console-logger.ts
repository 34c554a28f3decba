import type { Logger } from '@openfeature/core';

const write =
  (method: 'debug' | 'error' | 'info' | 'warn') =>
  (...parts: unknown[]): void => {
    // Looked up at each call, so that an application's own patches of the console are honoured.
    const { console } = globalThis;
    console[method](...parts);
  };

/** The platform's console. */
export const consoleLogger: Logger = {
  error: /* @__PURE__ */ write('error'),
  warn: /* @__PURE__ */ write('warn'),
  info: /* @__PURE__ */ write('info'),
  debug: /* @__PURE__ */ write('debug'),
};
