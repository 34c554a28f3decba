/** A CPU profile as the DevTools protocol gives it, as far as it is read here. */
interface CpuProfile {
  readonly nodes: readonly {
    readonly id: number;
    readonly callFrame: { readonly functionName: string; readonly url: string };
  }[];
  /** Microseconds, on the clock of the browser. */
  readonly startTime: number;
  readonly samples?: readonly number[] | undefined;
  readonly timeDeltas?: readonly number[] | undefined;
}

/** Kinds of work. */
export const WORK = [
  'parsing the configuration (`JSON.parse`)',
  'naming its contents (SHA-1: the call of `crypto.subtle`)',
  'the browser: receiving, compiling, collecting garbage',
  'OpenFeature',
  'ours, and the page',
  'waiting',
] as const;
export type Work = (typeof WORK)[number];

/** Nothing yet. */
export const NO_WORK: Readonly<Record<Work, number>> = {
  'parsing the configuration (`JSON.parse`)': 0,
  'naming its contents (SHA-1: the call of `crypto.subtle`)': 0,
  'the browser: receiving, compiling, collecting garbage': 0,
  OpenFeature: 0,
  'ours, and the page': 0,
  waiting: 0,
};

/** Milliseconds of a profile between two moments, given on the browser's clock, by kind of work. What is native counts for its caller. */
export function workBetween(profile: CpuProfile, fromMs: number, toMs: number): Readonly<Record<Work, number>> {
  const kinds = new Map(profile.nodes.map(({ callFrame, id }) => [id, kindOf(callFrame.functionName, callFrame.url)]));
  const spent = { ...NO_WORK };
  let atUs = profile.startTime;
  for (const [index, id] of (profile.samples ?? []).entries()) {
    const deltaUs = profile.timeDeltas?.[index] ?? 0;
    const [begunMs, endedMs] = [Math.max(fromMs, atUs / 1_000), Math.min(toMs, (atUs + deltaUs) / 1_000)];
    atUs += deltaUs;
    const kind = kinds.get(id);
    if (kind !== undefined && endedMs > begunMs) spent[kind] += endedMs - begunMs;
  }
  return spent;
}

function kindOf(functionName: string, url: string): Work {
  if (functionName === 'decodeConfiguration' || functionName === 'parseConfiguration') return WORK[0];
  if (functionName === 'sha1HexByPlatform' || functionName === 'digest') return WORK[1];
  if (functionName === '(idle)') return WORK[5];
  if (functionName.startsWith('(')) return WORK[2];
  return url.includes('openfeature') ? WORK[3] : WORK[4];
}
