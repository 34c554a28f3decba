import { createSafeLogger, snapshotContext } from '@goff-web/internal';
import { composeIsolate, type Isolate } from './compose-isolate.ts';
import type { EdgeFlags } from './edge-flags.ts';
import { type EdgeOptions, resolveEdgeOptions } from './edge-options.ts';
import { isolatedClients } from './isolated-client.ts';
import { ofrepResponse } from './ofrep-response.ts';
import { RequestProvider } from './request-provider.ts';

/**
 * Makes the flags of an isolate: call it once, at module scope. It starts nothing; the first request fetches the configuration.
 *
 * @param options - The options, or a function that returns them, called at the first request: for platforms that show their environment only
 * then. Where the function throws or returns wrong options, that is logged once and every flag has its default.
 * @throws {OptionError} `OPTION_INVALID` on the first option that is missing or illegal, unless options come from a function.
 * @throws {GoffError} `SDK_UNSUPPORTED` where the installed `@openfeature/web-sdk` cannot keep two requests apart.
 */
export function createEdgeFlags(options: EdgeOptions | (() => EdgeOptions)): EdgeFlags {
  const createClient = isolatedClients();
  let known = typeof options === 'function' ? undefined : composeIsolate(resolveEdgeOptions(options));

  function isolate(): Isolate {
    known ??= typeof options === 'function' ? readLate(options) : composeIsolate(resolveEdgeOptions(options));
    return known;
  }

  return {
    async forRequest(context, request = {}) {
      const own = isolate();
      const waiting = own.configuration.prepare(request);
      if (waiting !== undefined) await waiting;
      const provider = new RequestProvider(own, snapshotContext(context), request);
      return {
        client: createClient(provider, provider.context, own.logger),
        snapshot: () => provider.snapshot(),
      };
    },
    ofrep: (request, ofrepOptions = {}) =>
      ofrepResponse(request, { signal: request.signal, ...ofrepOptions }, isolate()),
    async flush() {
      await known?.events?.flush();
    },
    async close() {
      await Promise.all([known?.configuration.close(), known?.events?.flush()]);
    },
  };
}

/** A request must be answered, so nothing is thrown here. */
function readLate(options: () => EdgeOptions): Isolate {
  try {
    return composeIsolate(resolveEdgeOptions(options()));
  } catch (error) {
    const logger = createSafeLogger(undefined, 'warning');
    const problem = `The options of createEdgeFlags are wrong. ${error instanceof Error ? error.message : String(error)}`;
    logger.error(`Flags have their defaults: ${problem}`);
    const nothing = { prepare: () => undefined, evaluator: undefined, problem, close: () => Promise.resolve() };
    return { configuration: nothing, events: undefined, enrich: (context) => context, logger };
  }
}
