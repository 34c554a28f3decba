import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { RELAY_VERSION } from './relay-version.ts';

test.for(['go.mod', 'compose.yaml'])(
  '%s names the version of the relay proxy that this project is tested with',
  async (file) => {
    const text = await readFile(join(import.meta.dirname, file), 'utf8');
    const named = [...text.matchAll(/go-feature-flag[: ]v([\d.]+)/g)].map(([, version]) => version);
    expect(named).toEqual([RELAY_VERSION]);
  },
);
