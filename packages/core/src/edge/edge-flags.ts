import type { EvaluationSnapshot } from '@goff-web/internal';
import type { Client, EvaluationContextValue } from '@openfeature/web-sdk';
import type { EdgeRequest } from './edge-request.ts';
import type { OfrepOptions } from './ofrep-response.ts';

/** An evaluation context, as OpenFeature has it. What a platform may not know about a request can be `undefined`: such an attribute is absent. */
export type RequestContext = { readonly [attribute: string]: EvaluationContextValue | undefined };

/** GO Feature Flag in one isolate: one engine and one configuration, for any number of requests. */
export interface EdgeFlags {
  /**
   * An OpenFeature client for one request. Resolves at once where the isolate has a configuration; in a cold one it waits up to
   * `startTimeoutMs`, and then every flag of this request has its default. Never rejects.
   *
   * @param context - The user whom the request comes from. Copied.
   * @param request - What the platform gives along with a request.
   */
  forRequest(context: RequestContext, request?: EdgeRequest): Promise<RequestFlags>;
  /**
   * Answers OFREP's `POST /ofrep/v1/evaluate/flags` and `/ofrep/v1/evaluate/flags/{key}`, below any path of the application's own, with the relay
   * proxy's own bodies, `ETag`s and errors: browsers in remote mode take the edge for their `endpoint`. 503 where there is no configuration.
   * Never rejects.
   */
  ofrep(request: Request, options?: OfrepOptions): Promise<Response>;
  /** Sends the recorded events now. Resolves when they have been sent, or could not be: then they wait. */
  flush(): Promise<void>;
  /**
   * For servers that end: sends the events that wait, gives up a refresh that is under way, and lets go of configuration and engine. Idempotent; a
   * later request starts anew.
   */
  close(): Promise<void>;
}

/** The flags of one request. What has been answered once stays so to the end of the request. */
export interface RequestFlags {
  /** OpenFeature's client, with an API, a context, hooks and handlers of its own. */
  readonly client: Client;
  /**
   * All flags as this request sees them, evaluated: for the `bootstrap` option of a provider in the page. No rules and no attributes are in it,
   * and nothing in it counts as evaluated; what has been before is named, so it is best made last. Without a configuration there are no flags in
   * it. In a script of the page write
   * `JSON.stringify(snapshot()).replaceAll('<', '\\u003c')`, so that no value can end the script.
   */
  readonly snapshot: () => EvaluationSnapshot;
}
