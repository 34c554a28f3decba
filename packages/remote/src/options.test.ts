import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { GoFeatureFlagRemoteProvider, OptionError } from './index.ts';
import { openRemotePage, type RemotePage } from './testing/remote-page.ts';

let page: RemotePage;

beforeEach(() => {
  page = openRemotePage();
});

afterEach(() => page.close());

describe('a wrong option', () => {
  it.each<[string, unknown, string]>([
    ['endpoint', 'relay', 'an absolute http or https URL'],
    ['pollIntervalMs', 250, 'got 250'],
    ['timeoutMs', 0, 'got 0'],
    ['maxCachedContexts', 0, 'from 1 to 1000'],
    ['cacheMode', 'always', '"local-cache-first", "network-first", "disabled"'],
    ['flagList', ['a', 1], 'an array of flag keys'],
    ['storage', 'localstorage', '"indexeddb", "memory"'],
    ['bootstrap', '{}', 'a snapshot'],
  ])('%s throws with its name, its range and the value', (name, value, words) => {
    const make = () => page.aProvider({ [name]: value });
    expect(make).toThrow(OptionError);
    expect(make).toThrow(`"${name}" must be`);
    expect(make).toThrow(words);
  });

  it('endpoint throws when it is absent', () => {
    expect(() => new GoFeatureFlagRemoteProvider({} as never)).toThrow('"endpoint" must be');
  });

  it('that nobody knows is told once, with the nearest name', () => {
    const lines: string[] = [];
    const write = (...parts: unknown[]) => void lines.push(parts.map(String).join(' '));
    page.aProvider({
      logLevel: 'warning',
      logger: { debug: write, info: write, warn: write, error: write },
      timeoutMS: 5,
    } as never);
    expect(lines.join()).toContain('Did you mean "timeoutMs"?');
  });
});
