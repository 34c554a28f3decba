import {
  apiKeyRule,
  booleanRule,
  type EvaluationSnapshot,
  emitSignal,
  presentKey,
  readOption,
} from '@goff-web/internal';
import { browserPlatform } from '@goff-web/internal/browser';
import {
  type EvaluationContext,
  type Hook,
  type JsonValue,
  OpenFeatureEventEmitter,
  type Provider,
  type ResolutionDetails,
  type TrackingEventDetails,
} from '@openfeature/web-sdk';
import { type Composition, compose } from './compose.ts';
import { loadEngine } from './evaluation/load-evaluation.ts';
import { type GoFeatureFlagProviderOptions, resolveOptions } from './options.ts';

/**
 * OpenFeature's web provider for GO Feature Flag, in-process: the flag configuration is fetched from the relay proxy, kept on the device, and
 * evaluated on the spot by WebAssembly. Evaluations never wait and never throw; a change of context is synchronous.
 *
 * @example
 * ```ts
 * import { OpenFeature } from '@openfeature/web-sdk';
 * import { GoFeatureFlagProvider } from '@goff-web/core';
 *
 * await OpenFeature.setProviderAndWait(new GoFeatureFlagProvider({ endpoint: 'https://relay.example.com' }), { targetingKey: 'user-1' });
 * const fast = OpenFeature.getClient().getBooleanValue('fast-checkout', false);
 * ```
 */
export class GoFeatureFlagProvider implements Provider {
  readonly metadata: { readonly name: 'GO Feature Flag Provider' } = { name: 'GO Feature Flag Provider' };
  readonly runsOn = 'client';
  /** Where READY, STALE, ERROR and CONFIGURATION_CHANGED come from. */
  readonly events: OpenFeatureEventEmitter = new OpenFeatureEventEmitter();
  readonly #composition: Composition;

  /** @throws {OptionError} `OPTION_INVALID` on the first option that is missing or illegal, with its range and the value given. */
  constructor(options: GoFeatureFlagProviderOptions) {
    this.#composition = compose(resolveOptions(options), browserPlatform, loadEngine, (signal) =>
      emitSignal(this.events, signal),
    );
  }

  /** Called by the SDK at each evaluation: the hook that records evaluations, while they are collected. */
  get hooks(): Hook[] {
    return this.#composition.collector?.hooks ?? [];
  }

  /** Called by the SDK. Resolves with the first configuration, from the device or the relay proxy; rejects and goes on trying when there is none. */
  async initialize(context?: EvaluationContext): Promise<void> {
    await this.#composition.start(context);
  }

  /**
   * Called by the SDK. Synchronous: the next evaluation is the new context's. Only where `bootstrap` is all there is to serve, and it is of another
   * context, a promise is returned, which is settled by the first configuration.
   */
  onContextChange(_oldContext: EvaluationContext, newContext: EvaluationContext): Promise<void> | undefined {
    return this.#composition.mode.setContext(newContext);
  }

  /**
   * Sends the events that wait, for five seconds at most, and stops every timer and request. Resolves when what has come is on the device as well.
   * Idempotent; the provider can be set again.
   */
  async onClose(): Promise<void> {
    await Promise.all([this.#composition.mode.close(), this.#composition.collector?.close()]);
  }

  /** Called by the SDK. What makes no event costs a warning; nothing is thrown. */
  track(name: string, context: EvaluationContext, details?: TrackingEventDetails): void {
    this.#composition.collector?.track(name, context, details);
  }

  /** Sends the recorded events now. Resolves when they have been sent, or could not be: then they wait. */
  async flush(): Promise<void> {
    await this.#composition.collector?.flush();
  }

  /**
   * Records evaluations and `track()` from now on, or no longer: then everything that waits is deleted, on this device as well. Resolves when
   * that is done.
   *
   * @throws {OptionError} `OPTION_INVALID` when `enabled` is no boolean.
   */
  async setDataCollection(enabled: boolean): Promise<void> {
    await this.#composition.collector?.setEnabled(readOption('enabled', enabled, booleanRule));
  }

  resolveBooleanEvaluation(
    flagKey: string,
    defaultValue: boolean,
    context: EvaluationContext,
  ): ResolutionDetails<boolean> {
    return this.#composition.mode.resolve(flagKey, 'boolean', defaultValue, context);
  }

  resolveStringEvaluation(
    flagKey: string,
    defaultValue: string,
    context: EvaluationContext,
  ): ResolutionDetails<string> {
    return this.#composition.mode.resolve(flagKey, 'string', defaultValue, context);
  }

  resolveNumberEvaluation(
    flagKey: string,
    defaultValue: number,
    context: EvaluationContext,
  ): ResolutionDetails<number> {
    return this.#composition.mode.resolve(flagKey, 'number', defaultValue, context);
  }

  resolveObjectEvaluation<T extends JsonValue>(
    flagKey: string,
    defaultValue: T,
    context: EvaluationContext,
  ): ResolutionDetails<T> {
    return this.#composition.mode.resolve(flagKey, 'object', defaultValue, context);
  }

  /** Asks the relay proxy now. Resolves when its answer has been applied or has failed; a failure shows as status, never as a rejection. */
  refresh(): Promise<void> {
    return this.#composition.mode.refresh();
  }

  /**
   * Goes over to another key, or to none (`undefined`), and asks the relay proxy with it at once. What was stored for the old key is deleted;
   * what is served stays until the answer is there.
   *
   * @throws {OptionError} `OPTION_INVALID` when the key cannot be a header.
   */
  async setApiKey(apiKey: string | undefined): Promise<void> {
    const key = apiKey === undefined ? undefined : readOption('apiKey', apiKey, apiKeyRule);
    await this.#composition.setApiKey(presentKey(key));
  }

  /**
   * What every flag answers for the current evaluation context, as plain JSON without targeting rules: another page's or the same page's next
   * `bootstrap`. `undefined` while nothing is known.
   */
  snapshot(): EvaluationSnapshot | undefined {
    return this.#composition.mode.snapshot();
  }

  /**
   * Deletes everything that was stored on this device for this relay proxy and key, waiting events included, and has every open tab of this origin do
   * so. Nothing more is stored until a provider is set again. Never rejects.
   */
  forget(): Promise<void> {
    return this.#composition.forget();
  }
}
