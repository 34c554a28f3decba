import { consoleLogger, createSafeLogger, snapshotContext } from '@goff-web/internal';
import type { Logger } from '@openfeature/web-sdk';
import { composeIsolate } from './compose-isolate.ts';
import type { EdgeFlags } from './edge-flags.ts';
import { type EdgeOptions, resolveEdgeOptions } from './edge-options.ts';
import type { IsolateConfiguration } from './isolate-configuration.ts';
import { isolatedClients } from './isolated-client.ts';
import { ofrepResponse } from './ofrep-response.ts';
import { RequestProvider } from './request-provider.ts';

/** What options become. */
interface Isolate {
  readonly logger: Logger;
  /** `undefined` where the options are wrong. */
  readonly configuration: IsolateConfiguration | undefined;
  readonly problem: string;
}

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
  let known = typeof options === 'function' ? undefined : toIsolate(options);

  function isolate(): Isolate {
    known ??= typeof options === 'function' ? readLate(options) : toIsolate(options);
    return known;
  }

  return {
    async forRequest(context, request = {}) {
      const { configuration, logger, problem } = isolate();
      const waiting = configuration?.prepare(request);
      if (waiting !== undefined) await waiting;
      const own = snapshotContext(context);
      const provider = new RequestProvider(configuration?.evaluator, own, configuration?.problem ?? problem);
      return { client: createClient(provider, own, logger), snapshot: () => provider.snapshot() };
    },
    ofrep: (request, ofrepOptions = {}) =>
      ofrepResponse(request, ofrepOptions, async () => {
        const { configuration } = isolate();
        await configuration?.prepare({ signal: request.signal, ...ofrepOptions });
        return configuration?.evaluator;
      }),
    async close() {
      await known?.configuration?.close();
    },
  };
}

function toIsolate(options: EdgeOptions): Isolate {
  const resolved = resolveEdgeOptions(options);
  return { logger: resolved.logger, configuration: composeIsolate(resolved), problem: '' };
}

/** A request must be answered, so nothing is thrown here. */
function readLate(options: () => EdgeOptions): Isolate {
  try {
    return toIsolate(options());
  } catch (error) {
    const logger = createSafeLogger(consoleLogger, 'warning');
    const problem = `The options of createEdgeFlags are wrong. ${error instanceof Error ? error.message : String(error)}`;
    logger.error(`Flags have their defaults: ${problem}`);
    return { logger, configuration: undefined, problem };
  }
}
