import { type Fleet, fleetLoad } from './fleet-arithmetic.ts';
import type { FleetMeasurement } from './measure-fleet.ts';

const COMMON = {
  browsers: 10_000,
  pollIntervalMs: 10_000,
  livePollIntervalMs: 120_000,
  editsPerHour: 6,
  bodyBytes: 50_000,
};
const CASES: readonly (readonly [string, Fleet])[] = [
  ['streams, one tab asks for all (the default)', { ...COMMON, tabs: 1, streams: true }],
  ['streams, each of three tabs by itself', { ...COMMON, tabs: 3, streams: true }],
  ['polling, one tab asks for all', { ...COMMON, tabs: 1, streams: false }],
  ['polling, each of three tabs by itself', { ...COMMON, tabs: 3, streams: false }],
  [
    'the same without `304`s, as a client that does not ask conditionally',
    { ...COMMON, tabs: 3, streams: false, isUnconditional: true },
  ],
];

const one = new Intl.NumberFormat('en', { maximumFractionDigits: 1 });
const whole = new Intl.NumberFormat('en', { maximumFractionDigits: 0 });

function arithmetic([name, fleet]: readonly [string, Fleet]): string {
  const { bytesPerSecond, openStreams, requestsPerSecond } = fleetLoad(fleet);
  return `| ${name} | ${one.format(requestsPerSecond)} | ${whole.format(openStreams)} | ${one.format(bytesPerSecond / 1_000)} kB/s |`;
}

/** What is computed, case by case. */
export function arithmeticTable(): string {
  return `| | requests per second | open streams | answers |
| --- | ---: | ---: | ---: |
${CASES.map(arithmetic).join('\n')}`;
}

function measured(line: FleetMeasurement): string {
  const { browsers, computedPerSecond, kind, measuredPerSecond, openStreams, seconds, tabs, unchanged, withBody } =
    line;
  return `| ${kind} | ${whole.format(browsers)} | ${tabs} | ${whole.format(openStreams)} | ${seconds} s | ${one.format(computedPerSecond)} | ${one.format(measuredPerSecond)} | ${withBody} | ${unchanged} |`;
}

/** The page about what many pages cost one relay proxy. */
export function fleetPage(lines: readonly FleetMeasurement[], clients: number, facts: string): string {
  return `# What a fleet costs a relay proxy

Each browser asks once per interval, however many tabs it has; an unchanged answer is a \`304\` without a body; a change stream replaces polls by one
request per change, spread over a few seconds so that a fleet does not ask all at once. With the default intervals (10 s without a stream, 120 s
as a safety net with one), ${whole.format(COMMON.browsers)} open browsers, ${COMMON.editsPerHour} changes of the flags an hour and ${COMMON.bodyBytes / 1_000} kB of flags:

${arithmeticTable()}

Remote mode asks equally often; its answers are smaller, and the relay proxy evaluates the flags for each request.

The relay proxy holds open streams cheaply, but a gateway in front of it may count them. \`changeStream: 'off'\` goes without; a longer
\`pollIntervalMs\` reduces the polling rows in proportion.

## Checked by a simulation

Written by \`pnpm fleet\` from its own run, ${facts}: ${whole.format(clients)} providers of in-process mode in one process, which ask the real relay proxy;
polls every 10 seconds, or every 30 seconds beside a live stream to keep the run short. As many as the table says are the tabs of
one browser, which find one another by Web Locks and a BroadcastChannel, as in a page, and of which one asks. In the run with streams the flags are
edited once: every browser fetched the change once, and every tab had it. The run fails where this is not so, where a browser has not exactly one stream, or
where a rate is more than a tenth from what was computed.

| | browsers | tabs of each | open streams | measured for | requests per second, computed | measured | answers with a body | 304 |
| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |
${lines.map(measured).join('\n')}

That of many tabs one asks is tested in real browsers too, in Chromium and in Firefox.
`;
}
