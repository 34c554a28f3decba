import { ErrorCode, type OpenFeatureEventEmitter, ProviderEvents } from '@openfeature/web-sdk';
import type { ProviderSignal } from './provider-signal.ts';

/** Tells the SDK: the one place from which the events of both modes leave. */
export function emitSignal(events: OpenFeatureEventEmitter, signal: ProviderSignal): void {
  if (signal.type === 'ready') events.emit(ProviderEvents.Ready);
  else if (signal.type === 'stale') events.emit(ProviderEvents.Stale, { message: signal.message });
  else if (signal.type === 'error') {
    const errorCode = ErrorCode[signal.isFatal ? 'PROVIDER_FATAL' : 'PROVIDER_NOT_READY'];
    events.emit(ProviderEvents.Error, { message: signal.message, errorCode });
  } else events.emit(ProviderEvents.ConfigurationChanged, { flagsChanged: [...signal.flagsChanged] });
}
