import type { Logger } from '@openfeature/core';
import { isRecord } from '../json/is-record.ts';
import { LOG_LEVELS, type LogLevel } from '../logging/log-level.ts';
import type { ApplicationStorage, StorageChoice } from '../storage/application-store.ts';
import type { OptionRule } from './option-rule.ts';

/** An absolute http(s) base URL, as text without a slash at its end. A path prefix is kept. */
export const endpointRule: OptionRule<string> = {
  range: 'an absolute http or https URL without credentials, query and fragment',
  read(value) {
    const url = typeof value === 'string' || value instanceof URL ? parseUrl(String(value)) : undefined;
    if (url === undefined || !/^https?:$/.test(url.protocol)) return undefined;
    if (`${url.username}${url.password}${url.search}${url.hash}` !== '') return undefined;
    return { value: `${url.origin}${url.pathname}`.replace(/\/+$/, '') };
  },
};

/** A key that an HTTP header can carry. Empty means none. */
export const apiKeyRule: OptionRule<string> = {
  range: 'a string of printable ASCII characters',
  secret: true,
  read: (value) => (typeof value === 'string' && /^[\x20-\x7e]*$/.test(value) ? { value } : undefined),
};

/** A whole number of `unit` from `least` to `most`; with `off`, also 0. */
export function integerRule(unit: string, least: number, most: number, off?: 'or-zero'): OptionRule<number> {
  const range = `an integer from ${least} to ${most}${unit === '' ? '' : ` (${unit})`}`;
  return {
    range: off === 'or-zero' && least > 0 ? `0 or ${range}` : range,
    read(value) {
      if (typeof value !== 'number' || !Number.isInteger(value)) return undefined;
      const legal = (value >= least && value <= most) || (off === 'or-zero' && value === 0);
      return legal ? { value } : undefined;
    },
  };
}

/** `true` or `false` itself. */
export const booleanRule: OptionRule<boolean> = {
  range: 'a boolean',
  read: (value) => (typeof value === 'boolean' ? { value } : undefined),
};

/** One of a closed set of words. */
export function oneOfRule<Word extends string>(words: readonly Word[]): OptionRule<Word> {
  return {
    range: `one of ${words.map((word) => `"${word}"`).join(', ')}`,
    read(value) {
      const word = words.find((candidate) => candidate === value);
      return word === undefined ? undefined : { value: word };
    },
  };
}

/** Keys of flags, none empty. Copied, sorted, each once: the order has no meaning to the relay proxy. */
export const flagListRule: OptionRule<readonly string[]> = {
  range: 'an array of flag keys (non-empty strings)',
  read(value) {
    if (!Array.isArray(value) || !value.every((key) => typeof key === 'string' && key !== '')) return undefined;
    return { value: Object.freeze([...new Set<string>(value)].sort()) };
  },
};

/** Request headers as an object of strings. Values may be secrets. */
export const headersRule: OptionRule<{ readonly [name: string]: string }> = {
  range: 'an object of HTTP header names and string values',
  secret: true,
  read(value) {
    if (!isRecord(value)) return undefined;
    const entries = Object.entries(value);
    if (!entries.every((entry): entry is [string, string] => typeof entry[1] === 'string')) return undefined;
    try {
      return { value: Object.freeze(Object.fromEntries(new Headers(entries))) };
    } catch {
      return undefined;
    }
  },
};

/** A function that answers like the platform's `fetch`. */
export const fetchRule: OptionRule<typeof fetch> = {
  range: 'a function like the platform’s fetch',
  read: (value) => (typeof value === 'function' ? { value: value as typeof fetch } : undefined),
};

const storeRule: OptionRule<ApplicationStorage> = /* @__PURE__ */ functionsRule(['get', 'set', 'delete']);

/** A word for a storage of ours, or an object that stores strings. */
export const storageRule: OptionRule<NonNullable<StorageChoice>> = {
  range: `"indexeddb", "memory" or ${storeRule.range}`,
  read: (value) => (value === 'indexeddb' || value === 'memory' ? { value } : storeRule.read(value)),
};

/** An object with the four functions of OpenFeature's `Logger`. */
export const loggerRule: OptionRule<Logger> = /* @__PURE__ */ functionsRule(['error', 'warn', 'info', 'debug']);

/** How much is logged. */
export const logLevelRule: OptionRule<LogLevel> = /* @__PURE__ */ oneOfRule(LOG_LEVELS);

function functionsRule<T extends object>(names: readonly (keyof T & string)[]): OptionRule<T> {
  return {
    range: `an object with the functions ${names.join(', ')}`,
    read(value) {
      const members = value as T | null | undefined;
      return names.every((name) => typeof members?.[name] === 'function') ? { value: members as T } : undefined;
    },
  };
}

function parseUrl(text: string): URL | undefined {
  try {
    return new URL(text);
  } catch {
    return undefined;
  }
}
