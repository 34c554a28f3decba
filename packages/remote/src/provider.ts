import {
  apiKeyRule,
  booleanRule,
  type EvaluationSnapshot,
  emitSignal,
  type FlagType,
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
import { compose, type RemoteParts } from './compose.ts';
import { type GoFeatureFlagRemoteProviderOptions, resolveOptions } from './options.ts';

/**
 * GO Feature Flag for OpenFeature's web SDK in remote mode: the relay proxy evaluates (OFREP bulk), the page holds the answers for its
 * current evaluation context and nothing else. Evaluations are synchronous, never throw and never wait.
 *
 * @example
 * ```ts
 * import { OpenFeature } from '@openfeature/web-sdk';
 * import { GoFeatureFlagRemoteProvider } from '@goff-web/remote';
 *
 * await OpenFeature.setProviderAndWait(
 *   new GoFeatureFlagRemoteProvider({ endpoint: 'https://relay.example.com', apiKey: 'public-key' }),
 *   { targetingKey: 'user-1' },
 * );
 * const fast = OpenFeature.getClient().getBooleanValue('fast-checkout', false);
 * ```
 */
export class GoFeatureFlagRemoteProvider implements Provider {
  readonly metadata: { readonly name: 'GO Feature Flag Provider' } = { name: 'GO Feature Flag Provider' };
  readonly runsOn = 'client';
  /** Its answers belong to one evaluation context, so one object serves one domain. */
  readonly domainScoped = true;
  /** Where READY, STALE, ERROR and CONFIGURATION_CHANGED come from. */
  readonly events: OpenFeatureEventEmitter = new OpenFeatureEventEmitter();
  readonly #parts: RemoteParts;

  /**
   * @throws {OptionError} `OPTION_INVALID` on the first illegal option, with its name, its legal range and the value.
   */
  constructor(options: GoFeatureFlagRemoteProviderOptions) {
    this.#parts = compose(resolveOptions(options), browserPlatform, (signal) => emitSignal(this.events, signal));
  }

  /** Called by the SDK at each evaluation: the hook that records evaluations, while they are collected. */
  get hooks(): Hook[] {
    return this.#parts.collector.hooks;
  }

  /** Called by OpenFeature. Resolves when there are answers for the context; rejects when the relay proxy fails, and goes on trying. */
  async initialize(context: EvaluationContext = {}): Promise<void> {
    this.#parts.reopenStorage();
    this.#parts.collector.start();
    await this.#parts.flags.start(context);
  }

  /**
   * Called by OpenFeature when the evaluation context was set. Answers of another context are never used: without any for this one, flags
   * answer their default until the relay proxy has spoken.
   */
  onContextChange(_before: EvaluationContext, after: EvaluationContext): Promise<void> | void {
    return this.#parts.flags.setContext(after);
  }

  /**
   * Sends the events that wait, for five seconds at most, and stops every timer and request. Idempotent; the provider can be set again
   * afterwards.
   */
  async onClose(): Promise<void> {
    this.#parts.flags.close();
    await Promise.all([this.#parts.collector.close(), this.#parts.closeStorage()]);
  }

  /** Called by the SDK. What makes no event costs a warning; nothing is thrown. */
  track(name: string, context: EvaluationContext, details?: TrackingEventDetails): void {
    this.#parts.collector.track(name, context, details);
  }

  /** Sends the recorded events now. Resolves when they have been sent, or could not be: then they wait. */
  flush(): Promise<void> {
    return this.#parts.collector.flush();
  }

  /**
   * Records evaluations and `track()` from now on, or no longer: then everything that waits is deleted, on this device as well. Resolves when
   * that is done.
   *
   * @throws {OptionError} `OPTION_INVALID` when `enabled` is no boolean.
   */
  async setDataCollection(enabled: boolean): Promise<void> {
    await this.#parts.collector.setEnabled(readOption('enabled', enabled, booleanRule));
  }

  /** Asks the relay proxy now, unless it has asked not to be. Resolves when the answer is in use, also when there was none. */
  refresh(): Promise<void> {
    return this.#parts.flags.refresh();
  }

  /**
   * Uses another API key from now on; an empty text or `undefined` means none. What the old key brought stays in use until the relay
   * proxy has answered to the new one, but is deleted from this device.
   *
   * @throws {OptionError} `OPTION_INVALID` where no HTTP header can carry the key.
   */
  setApiKey(apiKey: string | undefined): Promise<void> {
    return this.#parts.setApiKey(
      apiKey === undefined ? undefined : presentKey(readOption('apiKey', apiKey, apiKeyRule)),
    );
  }

  /**
   * Deletes everything that was stored on this device for this relay proxy and key, queued events included, forgets every evaluation
   * context but the current one, and has every open tab of this origin do so. Nothing more is stored until a provider is set again. Never rejects.
   */
  forget(): Promise<void> {
    return this.#parts.forget();
  }

  /**
   * What is known for the current evaluation context, as plain JSON without targeting rules: another page's or the same page's next
   * `bootstrap`. `undefined` while nothing is known.
   */
  snapshot(): EvaluationSnapshot | undefined {
    return this.#parts.flags.snapshot();
  }

  resolveBooleanEvaluation(
    flagKey: string,
    defaultValue: boolean,
    context: EvaluationContext,
  ): ResolutionDetails<boolean> {
    return this.#resolve(flagKey, 'boolean', defaultValue, context);
  }

  resolveStringEvaluation(
    flagKey: string,
    defaultValue: string,
    context: EvaluationContext,
  ): ResolutionDetails<string> {
    return this.#resolve(flagKey, 'string', defaultValue, context);
  }

  resolveNumberEvaluation(
    flagKey: string,
    defaultValue: number,
    context: EvaluationContext,
  ): ResolutionDetails<number> {
    return this.#resolve(flagKey, 'number', defaultValue, context);
  }

  resolveObjectEvaluation<T extends JsonValue>(
    flagKey: string,
    defaultValue: T,
    context: EvaluationContext,
  ): ResolutionDetails<T> {
    return this.#resolve(flagKey, 'object', defaultValue, context);
  }

  #resolve<T extends JsonValue>(
    flagKey: string,
    type: FlagType,
    defaultValue: T,
    context: EvaluationContext,
  ): ResolutionDetails<T> {
    return this.#parts.flags.resolve(flagKey, type, defaultValue, context);
  }
}
