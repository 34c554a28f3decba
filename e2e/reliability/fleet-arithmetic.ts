/** Pages of one application, and how they keep current. */
export interface Fleet {
  /** Open browsers; each asks once, however many tabs it has. */
  readonly browsers: number;
  /** Tabs of each that would ask by themselves: without Web Locks, or of other origins. */
  readonly tabs: number;
  readonly pollIntervalMs: number;
  readonly livePollIntervalMs: number;
  /** Whether change streams are open. */
  readonly streams: boolean;
  /** Changes of the flags file an hour. */
  readonly editsPerHour: number;
  /** Bytes of the configuration. */
  readonly bodyBytes: number;
  /** Whether each answer brings the configuration, changed or not, as for a client that does not ask conditionally. Default: false. */
  readonly isUnconditional?: boolean;
}

/** What a fleet costs a relay proxy. */
export interface FleetLoad {
  readonly requestsPerSecond: number;
  readonly bytesPerSecond: number;
  readonly openStreams: number;
}

/** Bytes of the head of an answer without a body. */
const HEAD_BYTES = 200;

/**
 * A fleet's load, on average. Without streams each asks once an interval. With them each asks once for each change, and once an interval in
 * between: what a change brings counts as a poll. An unchanged answer has no body; each change is fetched once by each.
 */
export function fleetLoad(fleet: Fleet): FleetLoad {
  const { bodyBytes, browsers, editsPerHour, isUnconditional = false, streams, tabs } = fleet;
  const askers = browsers * tabs;
  const changesPerSecond = editsPerHour / 3_600;
  const requestsPerSecond = askers * requestsOfOne(fleet, changesPerSecond);
  return {
    requestsPerSecond,
    bytesPerSecond:
      requestsPerSecond * HEAD_BYTES + (isUnconditional ? requestsPerSecond : askers * changesPerSecond) * bodyBytes,
    openStreams: streams ? askers : 0,
  };
}

function requestsOfOne({ livePollIntervalMs, pollIntervalMs, streams }: Fleet, changesPerSecond: number): number {
  if (!streams) return 1_000 / pollIntervalMs;
  if (changesPerSecond === 0) return 1_000 / livePollIntervalMs;
  const polls = Math.floor(1_000 / changesPerSecond / livePollIntervalMs);
  return changesPerSecond * (1 + polls);
}
