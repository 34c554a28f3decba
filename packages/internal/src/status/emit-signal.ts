import { ErrorCode, type OpenFeatureEventEmitter, ProviderEvents } from '@openfeature/web-sdk';
import type { ProviderSignal } from './provider-signal.ts';

/** Tells the SDK: the one place from which the events of both modes leave. */
export function emitSignal(events: OpenFeatureEventEmitter, signal: ProviderSignal): void {
  switch (signal.type) {
    case 'ready':
      events.emit(ProviderEvents.Ready);
      break;
    case 'stale':
      events.emit(ProviderEvents.Stale, { message: signal.message });
      break;
    case 'error': {
      const errorCode = signal.isFatal ? ErrorCode.PROVIDER_FATAL : ErrorCode.PROVIDER_NOT_READY;
      events.emit(ProviderEvents.Error, { message: signal.message, errorCode });
      break;
    }
    case 'configuration-changed':
      events.emit(ProviderEvents.ConfigurationChanged, { flagsChanged: [...signal.flagsChanged] });
  }
}
