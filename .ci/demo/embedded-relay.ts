import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { FlagsFault, RelayJournal } from '../../apps/demo/src/relay/control-answers.ts';
import { PROJECT } from '../steps/run-command.ts';
import type { DemoRelay } from './demo-relay.ts';
import { leftOutFlag } from './left-out-flag.ts';
import type { RelayControls } from './relay-controls.ts';

const DEV_RELAY = join(PROJECT, 'packages', 'dev-relay', 'dist', 'index.js');

/** What the demo uses of `@goff-web/dev-relay`, which is built only when the demo is. */
interface DevRelayModule {
  readonly startDevRelay: (options: {
    readonly flagsFile: string;
    readonly port: number;
    readonly log: (level: string, line: string) => void;
  }) => Promise<DevRelay>;
}

interface DevRelay extends Pick<RelayJournal, 'openStreams'> {
  readonly url: string;
  readonly faults: { readonly current: object; set(plan: object): Promise<void> };
  setFlags(text: string): void;
  requests(): RelayJournal['requests'];
  events(): RelayJournal['events'];
  stop(): Promise<void>;
}

/** Starts the development relay proxy on a flags file, for a page that may handle it. */
export async function startEmbeddedRelay(flagsFile: string, port: number): Promise<DemoRelay> {
  const { startDevRelay }: DevRelayModule = await import(pathToFileURL(DEV_RELAY).href);
  const complaints: string[] = [];
  const log = (level: string, line: string): void => {
    if (level !== 'error') return;
    complaints.push(line);
    process.stderr.write(`${line}\n`);
  };
  const relay = await startDevRelay({ flagsFile, port, log });
  const controls: RelayControls = {
    flags: () => readFile(flagsFile, 'utf8'),
    async setFlags(text) {
      complaints.length = 0;
      try {
        relay.setFlags(text);
      } catch (error) {
        const faults: unknown = error instanceof Error ? Reflect.get(error, 'faults') : undefined;
        if (!Array.isArray(faults)) throw error;
        return { isSaved: false, faults: faults as readonly FlagsFault[] };
      }
      const faults = complaints.flatMap((line) => leftOutFlag(line, text) ?? []);
      // The file follows, so that whoever edits it next goes on from here.
      await writeFile(flagsFile, text);
      return { isSaved: true, faults };
    },
    setFault: (plan) => relay.faults.set(plan),
    journal: () => ({
      openStreams: relay.openStreams,
      requests: relay
        .requests()
        .map(({ atMs, method, path, status, bytes }) => ({ atMs, method, path, status, bytes })),
      events: relay.events(),
      fault: relay.faults.current,
    }),
  };
  return {
    url: relay.url,
    kind: 'embedded',
    description: 'embedded development relay',
    flagsFile,
    controls,
    close: () => relay.stop(),
  };
}
