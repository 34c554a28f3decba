import { parseArgs } from 'node:util';
import { FlagFileError } from './flags/flag-file-error.ts';
import { InvalidOptionError } from './invalid-option-error.ts';
import { isJsonObject, type JsonObject } from './json/json-value.ts';
import type { DevRelayOptions } from './options.ts';
import { startDevRelay } from './start-dev-relay.ts';

const USAGE = `A GO Feature Flag relay proxy for development.

  npx @goff-web/dev-relay <flags.yaml> [options]

  --port <number>      where to listen, 0 for a free port        (1031)
  --host <address>     address to listen on                      (127.0.0.1)
  --api-key <key>      a key that may ask for flags; repeatable  (everybody may)
  --admin-key <key>    the key that may force a refresh        (nobody may)
  --enrichment <json>  attributes laid over every evaluation context
  --help               this text

The flags file is YAML or JSON and is watched: an edit is in force at once.
`;

/** The relay proxy's own. */
const DEFAULT_PORT = 1031;

const OPTIONS = {
  port: { type: 'string' },
  host: { type: 'string' },
  'api-key': { type: 'string', multiple: true },
  'admin-key': { type: 'string' },
  enrichment: { type: 'string' },
  help: { type: 'boolean', short: 'h' },
} as const;

/** Runs the command until it is told to stop. Resolves to the exit code; 0 also for a relay that keeps running. */
export async function runCommand(words: readonly string[]): Promise<number> {
  try {
    const options = readWords(words);
    if (options === undefined) {
      print(USAGE);
      return 0;
    }
    await run(options);
    return 0;
  } catch (fault) {
    process.stderr.write(`${explain(fault)}\n`);
    return 1;
  }
}

/** `undefined` where help is asked for. @throws where the words make no sense */
function readWords(words: readonly string[]): DevRelayOptions | undefined {
  const { values, positionals } = parseArgs({ args: [...words], options: OPTIONS, allowPositionals: true });
  if (values.help === true) return undefined;
  const [flagsFile, ...rest] = positionals;
  if (flagsFile === undefined || rest.length > 0) {
    throw new InvalidOptionError('flags file', 'given once, as the first word (see --help)', positionals);
  }
  return {
    flagsFile,
    port: values.port === undefined ? DEFAULT_PORT : Number(values.port),
    ...(values.host === undefined ? {} : { host: values.host }),
    ...(values.enrichment === undefined ? {} : { evaluationContextEnrichment: readObject(values.enrichment) }),
    apiKeys: values['api-key'] ?? [],
    ...(values['admin-key'] === undefined ? {} : { adminKey: values['admin-key'] }),
  };
}

function readObject(text: string): JsonObject {
  try {
    const value: unknown = JSON.parse(text);
    if (isJsonObject(value)) return value;
  } catch (cause) {
    throw new InvalidOptionError('--enrichment', `a JSON object (${String(cause)})`, text);
  }
  throw new InvalidOptionError('--enrichment', 'a JSON object', text);
}

async function run(options: DevRelayOptions): Promise<void> {
  const relay = await startDevRelay({
    ...options,
    log: (level, line) => (level === 'error' ? process.stderr : process.stdout).write(`${clock()} ${line}\n`),
  });
  print(`GO Feature Flag development relay on ${relay.url}\n`);
  print(`  flags   ${String(options.flagsFile)} (${relay.flagKeys().length} in force, watched)\n`);
  print(`  keys    ${options.apiKeys?.length === 0 ? 'none asked for' : 'asked for'}\n`);
  print('  stop    Ctrl-C\n');
  const stop = (): void => {
    void relay.stop();
  };
  process.once('SIGINT', stop);
  process.once('SIGTERM', stop);
}

function explain(fault: unknown): string {
  if (fault instanceof FlagFileError || fault instanceof InvalidOptionError) return fault.message;
  const code = fault instanceof Error && 'code' in fault ? fault.code : undefined;
  if (code === 'EADDRINUSE') return 'The port is taken. Choose another with --port, or 0 for any free one.';
  if (code === 'ENOENT') return `There is no such flags file: ${String((fault as NodeJS.ErrnoException).path)}`;
  return fault instanceof Error ? fault.message : String(fault);
}

function clock(): string {
  return new Date().toTimeString().slice(0, 8);
}

function print(text: string): void {
  process.stdout.write(text);
}
