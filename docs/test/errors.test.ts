import { readFile } from 'node:fs/promises';
import { expect, it } from 'vitest';
import type { EngineLoadErrorCode } from '../../packages/engine/src/engine-load-error.ts';
import type { GoffErrorCode } from '../../packages/internal/src/errors/goff-error.ts';

/** Every code there is: the compiler asks for a new one, and refuses one that is gone. */
const CODES: Readonly<Record<GoffErrorCode | EngineLoadErrorCode, true>> = {
  OPTION_INVALID: true,
  PROVIDER_CLOSED: true,
  RELAY_UNREACHABLE: true,
  RELAY_TIMEOUT: true,
  RELAY_UNAUTHORIZED: true,
  RELAY_FORBIDDEN: true,
  RELAY_RATE_LIMITED: true,
  RELAY_STATUS: true,
  RELAY_BODY_INVALID: true,
  RELAY_BODY_TOO_LARGE: true,
  SDK_UNSUPPORTED: true,
  ENGINE_UNREACHABLE: true,
  ENGINE_NOT_WASM: true,
  ENGINE_REFUSED: true,
  ENGINE_INCOMPATIBLE: true,
};

it('explains every code of an error, each with what to do about it', async () => {
  const page = await readFile(new URL('../errors.md', import.meta.url), 'utf8');
  const [, table = ''] = page.split('\n## Codes of the provider\n');
  const rows = [...table.matchAll(/^\| `([A-Z_]+)` \| ([^|]+) \| ([^|]*) \|$/gm)];
  expect(rows.map(([, code]) => code)).toEqual(Object.keys(CODES));
  for (const [, code, cause, cure] of rows) expect([code, cause?.trim(), cure?.trim()]).not.toContain('');
});
