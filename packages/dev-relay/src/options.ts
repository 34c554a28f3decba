import { fileURLToPath } from 'node:url';
import type { FlagsByKey } from './flags/read-flags.ts';
import { InvalidOptionError } from './invalid-option-error.ts';
import { isJsonObject, type JsonObject } from './json/json-value.ts';

/** Where flags come from: a file that is watched, or an object that `setFlags()` replaces. */
export interface FlagSource {
  /** YAML or JSON, in the relay proxy's own format. Watched: an edit is in force at once. */
  readonly flagsFile?: string | URL;
  /** Flags by flag key, or the text of a flags file. @defaultValue no flags */
  readonly flags?: FlagsByKey | string;
  /** Attributes laid over every evaluation context, and sent along with the flag configuration. */
  readonly evaluationContextEnrichment?: JsonObject;
}

/** Flags of their own for some keys. */
export interface FlagSetOptions extends FlagSource {
  readonly name: string;
  /** Each key selects one flag set. */
  readonly apiKeys: readonly string[];
  /** One more key, which may refresh this flag set as well. @defaultValue none */
  readonly adminKey?: string;
}

/** How a development relay runs. */
export interface DevRelayOptions extends FlagSource {
  /** 0 to 65535; 0 takes a free one. @defaultValue 0 */
  readonly port?: number;
  /** Address to listen on. @defaultValue `127.0.0.1`: nobody outside this machine */
  readonly host?: string;
  /** Keys that may ask for flags. @defaultValue none: everybody may */
  readonly apiKeys?: readonly string[];
  /** The key that may also call `/admin/v1/retriever/refresh`. @defaultValue none: nobody may */
  readonly adminKey?: string;
  /** Flag sets instead of one set of flags for all. Not together with `flagsFile` or `flags`. */
  readonly flagSets?: readonly FlagSetOptions[];
  /** How often a flags file is looked at, in milliseconds, at least 20. @defaultValue 250 */
  readonly fileIntervalMs?: number;
  /** Clock in Unix milliseconds, for schedules and rollouts. @defaultValue `Date.now` */
  readonly now?: () => number;
  /** Told what happens, a line each. @defaultValue errors go to the standard error stream, the rest nowhere */
  readonly log?: (level: 'info' | 'error', line: string) => void;
}

/** Options after checking: what is left out is filled in, paths are paths. */
export interface CheckedOptions {
  readonly port: number;
  readonly host: string;
  readonly apiKeys: readonly string[];
  readonly adminKeys: readonly string[];
  /** The one set of a relay without flag sets has the name `undefined`. */
  readonly sources: readonly CheckedSource[];
  readonly fileIntervalMs: number;
  readonly now: () => number;
  readonly log: (level: 'info' | 'error', line: string) => void;
}

/** One flag set and where its flags come from. */
export interface CheckedSource {
  readonly name: string | undefined;
  readonly apiKeys: readonly string[];
  readonly file: string | undefined;
  readonly flags: FlagsByKey | string;
  readonly enrichment: JsonObject;
}

/** @throws InvalidOptionError for the first option that is wrong */
export function checkOptions(options: DevRelayOptions): CheckedOptions {
  const { port = 0, fileIntervalMs = 250, flagSets } = options;
  if (!Number.isInteger(port) || port < 0 || port > 65_535) {
    throw new InvalidOptionError('port', 'a whole number from 0 to 65535', port);
  }
  if (!Number.isFinite(fileIntervalMs) || fileIntervalMs < 20) {
    throw new InvalidOptionError('fileIntervalMs', 'a number of milliseconds, at least 20', fileIntervalMs);
  }
  if (flagSets !== undefined && (options.flagsFile !== undefined || options.flags !== undefined)) {
    throw new InvalidOptionError(
      'flagSets',
      'given without flagsFile and flags',
      flagSets.map(({ name }) => name),
    );
  }
  return {
    port,
    fileIntervalMs,
    host: options.host ?? '127.0.0.1',
    apiKeys: checkKeys('apiKeys', options.apiKeys ?? []),
    adminKeys: checkKeys('adminKey', adminKeysOf(options)),
    sources: flagSets === undefined ? [checkSource(options, undefined, [])] : checkFlagSets(flagSets),
    now: options.now ?? Date.now,
    log: options.log ?? logErrors,
  };
}

function checkFlagSets(flagSets: readonly FlagSetOptions[]): CheckedSource[] {
  if (flagSets.length === 0) throw new InvalidOptionError('flagSets', 'a list of at least one flag set', flagSets);
  const keys = flagSets.flatMap((flagSet) => checkKeys('flagSets[].apiKeys', keysOf(flagSet)));
  const twice = keys.find((key, index) => keys.indexOf(key) !== index);
  if (twice !== undefined) throw new InvalidOptionError('flagSets[].apiKeys', 'in one flag set only', twice);
  return flagSets.map((flagSet) => checkSource(flagSet, flagSet.name, keysOf(flagSet)));
}

function adminKeysOf({ adminKey, flagSets = [] }: DevRelayOptions): readonly string[] {
  return [adminKey, ...flagSets.map((flagSet) => flagSet.adminKey)].filter((key) => key !== undefined);
}

/** A flag set's admin key selects it too: the relay proxy refreshes the flag set of the key. */
function keysOf({ apiKeys, adminKey }: FlagSetOptions): readonly string[] {
  return adminKey === undefined ? apiKeys : [...apiKeys, adminKey];
}

function checkSource(source: FlagSource, name: string | undefined, apiKeys: readonly string[]): CheckedSource {
  const { flagsFile, flags, evaluationContextEnrichment = {} } = source;
  if (flagsFile !== undefined && flags !== undefined) {
    throw new InvalidOptionError('flagsFile', 'absent where flags are given', String(flagsFile));
  }
  if (flags !== undefined && typeof flags !== 'string' && !isJsonObject(flags)) {
    throw new InvalidOptionError('flags', 'an object with a flag for each key, or the text of a flags file', flags);
  }
  if (!isJsonObject(evaluationContextEnrichment)) {
    throw new InvalidOptionError('evaluationContextEnrichment', 'an object', evaluationContextEnrichment);
  }
  const file = flagsFile instanceof URL ? fileURLToPath(flagsFile) : flagsFile;
  return { name, apiKeys, file, flags: flags ?? {}, enrichment: evaluationContextEnrichment };
}

function checkKeys(option: string, keys: readonly string[]): readonly string[] {
  if (!Array.isArray(keys) || keys.some((key) => typeof key !== 'string' || key === '')) {
    throw new InvalidOptionError(option, 'a list of non-empty texts', keys);
  }
  return keys;
}

function logErrors(level: 'info' | 'error', line: string): void {
  if (level === 'error') process.stderr.write(`${line}\n`);
}
