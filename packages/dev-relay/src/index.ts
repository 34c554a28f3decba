export type { DevRelay } from './dev-relay.ts';
export type { CollectedEvent, FeatureEvent, TrackingEvent } from './events/collected-event.ts';
export type { FaultPlan, Faults } from './faults/faults.ts';
export { FlagFileError, type FlagFileFault } from './flags/flag-file-error.ts';
export type { FlagsByKey } from './flags/read-flags.ts';
export type { RecordedRequest } from './http/recorded-request.ts';
export { InvalidOptionError } from './invalid-option-error.ts';
export type { DevRelayOptions, FlagSetOptions, FlagSource } from './options.ts';
export { startDevRelay } from './start-dev-relay.ts';
