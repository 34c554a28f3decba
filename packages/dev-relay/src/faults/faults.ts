/**
 * What the relay does wrong on purpose. Members combine; an empty object is a healthy relay.
 */
export interface FaultPlan {
  /** Waits this long before each answer, in milliseconds. */
  readonly latencyMs?: number;
  /** Answers with this HTTP status and echo's error body. */
  readonly status?: number;
  /** Seconds to put into `Retry-After`, beside `status: 429` or `503`. */
  readonly retryAfterSeconds?: number;
  /** Refuses every key, as after a rotation: 401, also where no key is asked for. */
  readonly unauthorized?: boolean;
  /** Sends half of the body as if it were all of it: broken JSON with a good status. */
  readonly truncate?: boolean;
  /** Announces the whole body, sends half of it, and cuts the connection. */
  readonly cut?: boolean;
  /** Answers 200 with a page of HTML, as a captive portal does. */
  readonly wrongType?: boolean;
  /** Resets the connection without an answer. */
  readonly reset?: boolean;
  /** Nobody listens any more: connections are refused and open streams cut. Applies to the whole relay, whatever `paths` says. */
  readonly gone?: boolean;
  /** Restricts the faults to paths that begin with one of these. Default: all but `/health` and `/info`. */
  readonly paths?: readonly string[];
}

/** The switchboard of a relay's faults. */
export interface Faults {
  /** What is wrong at the moment. */
  readonly current: FaultPlan;
  /** Replaces the plan. Resolves when it is in force: with `gone`, when the port is closed (or open again). */
  set(plan: FaultPlan): Promise<void>;
  /** The same as `set({})`. */
  clear(): Promise<void>;
}

const ALWAYS_HEALTHY: readonly string[] = ['/health', '/info'];

/** The plan as far as it concerns a path. */
export function faultsFor(path: string, plan: FaultPlan): FaultPlan {
  const concerned =
    plan.paths === undefined ? !ALWAYS_HEALTHY.includes(path) : plan.paths.some((prefix) => path.startsWith(prefix));
  return concerned ? plan : {};
}
