import { expect, it } from 'vitest';
import { createSafeLogger } from './safe-logger.ts';

function aRecorder() {
  const lines: string[] = [];
  const record =
    (method: string) =>
    (...parts: unknown[]): void => {
      lines.push([method, ...parts].join(' '));
    };
  return { lines, debug: record('debug'), info: record('info'), warn: record('warn'), error: record('error') };
}

it('passes messages from its level on, marked as ours', () => {
  const recorder = aRecorder();
  const logger = createSafeLogger(recorder, 'warning');
  logger.debug('a');
  logger.info('b');
  logger.warn('c');
  logger.error('d', 1);
  expect(recorder.lines).toEqual(['warn [goff-web] c', 'error [goff-web] d 1']);
});

it('says nothing when it is off', () => {
  const recorder = aRecorder();
  createSafeLogger(recorder, 'off').error('a');
  expect(recorder.lines).toEqual([]);
});

it('survives a logger that throws', () => {
  const broken = () => {
    throw new Error('no console');
  };
  const logger = createSafeLogger({ debug: broken, info: broken, warn: broken, error: broken }, 'debug');
  expect(() => logger.error('a')).not.toThrow();
});
