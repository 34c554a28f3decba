export { isSameContext } from './context/is-same-context.ts';
export { nameContext, toWireContext } from './context/name-context.ts';
export type { ContextLike } from './context/snapshot-context.ts';
export { snapshotContext } from './context/snapshot-context.ts';
export { entityTagOf, matchesEntityTag } from './digest/entity-tag.ts';
export { sha1Hex } from './digest/sha1.ts';
export { sha1OfText } from './digest/sha1-of-text.ts';
export { GoffError, type GoffErrorCode, isGoffError } from './errors/goff-error.ts';
export { OptionError } from './errors/option-error.ts';
export { ProviderClosedError } from './errors/provider-closed-error.ts';
export {
  RelayBodyInvalidError,
  RelayBodyTooLargeError,
  RelayForbiddenError,
  RelayRateLimitedError,
  RelayStatusError,
  RelayTimeoutError,
  RelayUnauthorizedError,
  RelayUnreachableError,
} from './errors/relay-errors.ts';
export { vetRecords } from './events/delivery/vet-tracked.ts';
export { createEventsEncoder } from './events/encode-events.ts';
export { createEventCollector, type EventCollector } from './events/event-collector.ts';
export { createEventRecorder, type EventRecorder } from './events/event-recorder.ts';
export { completeMetadata, type ExporterMetadata, enrichContext } from './events/exporter-metadata.ts';
export type { FlagEvidence } from './events/exposure-hook.ts';
export { createExposureHook } from './events/exposure-hook.ts';
export { createPostEvents } from './events/post-events.ts';
export { createSendBatch, type SendBatch } from './events/send-batch.ts';
export { sendEvents } from './events/send-events.ts';
export { equalJson } from './json/equal-json.ts';
export { compareUtf8, encodeGoJson, type Json } from './json/go-json.ts';
export { isRecord } from './json/is-record.ts';
export { LOG_LEVELS, type LogLevel } from './logging/log-level.ts';
export { createSafeLogger } from './logging/safe-logger.ts';
export { describeValue } from './options/describe-value.ts';
export type { OptionRule, OptionRules, ReadOptions } from './options/option-rule.ts';
export * from './options/option-rules.ts';
export {
  type CacheMode,
  type ChangeStreamMode,
  PROVIDER_RULES,
  type ProviderOptions,
  presentKey,
  type ResolvedProviderOptions,
  resolveProviderOptions,
} from './options/provider-options.ts';
export { type OptionReading, readOption, readOptions } from './options/read-options.ts';
export type { Cancel, Clock } from './platform/clock.ts';
export { createDeferred } from './platform/deferred.ts';
export type { Page, PageEvent } from './platform/page.ts';
export type { Platform } from './platform/platform.ts';
export { systemClock } from './platform/system-clock.ts';
export { type RefreshVerdict, refreshDelayMs } from './refresh/refresh-delay.ts';
export { createRefresher, type Refresher } from './refresh/refresher.ts';
export { createUpdates, type Updates } from './refresh/updates.ts';
export { readBody } from './relay/read-body.ts';
export { readRefusal } from './relay/read-refusal.ts';
export type { EntityTag, RelayAnswer, RelayBody } from './relay/relay-answer.ts';
export { createRelayClient, type RelayClient } from './relay/relay-client.ts';
export { UNKNOWN_RETRY_AFTER_MS } from './relay/retry-after.ts';
export type { FlagAnswer } from './resolution/flag-answer.ts';
export { type HandedOut, type PreparedAnswer, prepareAnswer, resolvePrepared } from './resolution/prepare-answer.ts';
export { toFlagMetadata } from './resolution/to-flag-metadata.ts';
export { type FlagType, toFailedResolution } from './resolution/to-resolution-details.ts';
export { digestContext } from './snapshot/digest-context.ts';
export type { EvaluationSnapshot, SnapshotFlag } from './snapshot/evaluation-snapshot.ts';
export { type ReadSnapshot, readSnapshot, type UsableSnapshot } from './snapshot/read-snapshot.ts';
export { snapshotRule } from './snapshot/snapshot-rule.ts';
export { type SnapshotNotes, writeSnapshot } from './snapshot/write-snapshot.ts';
export { emitSignal } from './status/emit-signal.ts';
export { Lifecycle } from './status/lifecycle.ts';
export type { ProviderSignal } from './status/provider-signal.ts';
export {
  CLOSED,
  nextState,
  type ProviderEffect,
  type ProviderInput,
  type ProviderState,
  type ProviderStatus,
} from './status/provider-state.ts';
export type { ApplicationStorage } from './storage/application-store.ts';
export { createInTurn } from './storage/in-turn.ts';
export { isSharedStorage } from './storage/is-shared-storage.ts';
export type { KeyValueStore, StoredValue } from './storage/key-value-store.ts';
export { createMemoryStore } from './storage/memory-store.ts';
export { openStorage } from './storage/open-storage.ts';
export { parseNames } from './storage/parse-names.ts';
export { storageKey, storagePrefix } from './storage/storage-key.ts';
export { decodeStoredBody, encodeStoredBody, type StoredBody } from './storage/stored-body.ts';
export { tabGroupName } from './tabs/tab-group-name.ts';
