import { expect, it } from 'vitest';
import { createSafeLogger } from './create-safe-logger.ts';
import { LOG_LEVELS, type Logger } from './logger.ts';

function recorder(): { readonly logger: Logger; readonly lines: string[] } {
  const lines: string[] = [];
  const write =
    (method: string) =>
    (...args: unknown[]) => {
      lines.push([method, ...args].join(' '));
    };
  return { lines, logger: { debug: write('debug'), info: write('info'), warn: write('warn'), error: write('error') } };
}

it.each([
  ['debug', ['debug', 'info', 'warn', 'error']],
  ['info', ['info', 'warn', 'error']],
  ['warning', ['warn', 'error']],
  ['error', ['error']],
  ['off', []],
] as const)('at level %s lets through %j', (level, expected) => {
  const { logger, lines } = recorder();
  const safe = createSafeLogger(logger, level);
  safe.debug('x');
  safe.info('x');
  safe.warn('x');
  safe.error('x');
  expect(lines).toEqual(expected.map((method) => `${method} [goff-web] x`));
  expect(LOG_LEVELS).toContain(level);
});

it('survives a logger that throws', () => {
  const broken = (): never => {
    throw new Error('disk full');
  };
  const safe = createSafeLogger({ debug: broken, info: broken, warn: broken, error: broken }, 'debug');
  expect(() => safe.error('x')).not.toThrow();
});
