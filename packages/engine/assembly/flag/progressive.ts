import { compareInstants, Instant, toMilliseconds } from '../date/instant';
import { toUint32 } from '../number/integer';
import { Progressive, ProgressiveStep } from './shape';

/**
 * A share that grows from one date to another, by the second.
 *
 * @see https://github.com/thomaspoignant/go-feature-flag/blob/modules/core/v0.7.2/modules/core/flag/rule.go (getVariationFromProgressiveRollout)
 */
export const PROGRESSIVE_BUCKETS: u32 = 100000;

/** When the answer that `progressiveStep` gave changes, in milliseconds; Infinity when it never does. */
export let progressiveUntil: f64 = Infinity;

/** Both dates and variations, the end after the beginning. */
export function isComplete(progressive: Progressive): bool {
  const initial = progressive.initial;
  const end = progressive.end;
  if (!initial || !end || !initial.variation || !end.variation) return false;
  const from = initial.date;
  const to = end.date;
  return from && to ? compareInstants(to, from) > 0 : false;
}

/** Which end of a complete rollout a bucket is served at a moment. */
export function progressiveStep(progressive: Progressive, bucket: u32, now: Instant): ProgressiveStep {
  const initial = progressive.initial!;
  const end = progressive.end!;
  const from = initial.date!;
  const to = end.date!;
  const atEnd = bucket < toUint32(endShare(end));
  progressiveUntil = Infinity;
  if (compareInstants(now, to) >= 0) return atEnd ? end : initial;

  const started = compareInstants(now, from) >= 0;
  const elapsed = started ? now.seconds - from.seconds : -1;
  const isEnd = started && inEndShare(progressive, bucket, elapsed);
  const change = nextChange(progressive, bucket, elapsed, isEnd);
  if (change >= 0) progressiveUntil = change == 0 ? toMilliseconds(from) : <f64>(from.seconds + change) * 1000;
  else if (isEnd != atEnd) progressiveUntil = toMilliseconds(to);
  return isEnd ? end : initial;
}

/** Below 0 and beyond 100 percent, and for 0 itself, the reference takes 100. */
function endShare(end: ProgressiveStep): f64 {
  return (end.percentage == 0 || end.percentage > 100 ? 100 : end.percentage) * 1000;
}

/** Whether the bucket is served the end's variation so many seconds after the beginning. */
function inEndShare(progressive: Progressive, bucket: u32, elapsed: i64): bool {
  const initial = progressive.initial!;
  const end = progressive.end!;
  const from = initial.percentage * 1000;
  const perSecond = (endShare(end) - from) / <f64>(end.date!.seconds - initial.date!.seconds);
  return bucket < toUint32(<f64>elapsed * perSecond + from);
}

/**
 * The first second after `elapsed`, and before the end, at which the bucket changes sides; -1 when there is none. From the beginning on the share
 * only grows or only shrinks, so that the moment can be halved in on; the beginning itself is a jump.
 */
function nextChange(progressive: Progressive, bucket: u32, elapsed: i64, isEnd: bool): i64 {
  if (elapsed < 0) {
    if (inEndShare(progressive, bucket, 0)) return 0;
    elapsed = 0;
  }
  let low = elapsed;
  const to = progressive.end!.date!;
  const span = to.seconds - progressive.initial!.date!.seconds;
  // In the second of the end itself the rollout goes on only until the end's nanosecond.
  let high = to.nanos ? span : span - 1;
  if (high <= low || inEndShare(progressive, bucket, high) == isEnd) return -1;
  while (high - low > 1) {
    const middle = low + (high - low) / 2;
    if (inEndShare(progressive, bucket, middle) == isEnd) low = middle;
    else high = middle;
  }
  return high;
}
