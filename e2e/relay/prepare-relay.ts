import { chooseLauncher } from './choose-launcher.ts';
import { EXTERNAL_URL_VARIABLE } from './external-relay.ts';
import type { RelayKind } from './relay.ts';

/**
 * Does once what the first {@link startRelay} on a machine would wait for: brings the image, or builds the binary.
 *
 * @returns How relay proxies will be run.
 */
export async function prepareRelay(say: (line: string) => void): Promise<RelayKind> {
  const url = process.env[EXTERNAL_URL_VARIABLE] ?? '';
  return url === '' ? (await chooseLauncher(undefined, say)).kind : 'external';
}
