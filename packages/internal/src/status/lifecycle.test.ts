import { expect, it } from 'vitest';
import { aLogger } from '../testing/a-logger.ts';
import { Lifecycle } from './lifecycle.ts';
import type { ProviderSignal } from './provider-signal.ts';

function aLifecycle(onSignal: (signal: ProviderSignal) => void = () => undefined) {
  const signals: ProviderSignal[] = [];
  const logger = aLogger();
  const lifecycle = new Lifecycle(logger, (signal) => {
    signals.push(signal);
    onSignal(signal);
  });
  return { lifecycle, signals, errors: logger.errors };
}

const FAULT = new Error('The relay proxy is down.');

it('ends a start with what came of it, in OpenFeature’s words', async () => {
  const good = aLifecycle().lifecycle;
  const started = good.await({ type: 'started' });
  good.dispatch({ type: 'refreshed' });
  await expect(started).resolves.toBeUndefined();

  for (const [cause, code] of [
    ['failed', 'PROVIDER_NOT_READY'],
    ['unauthorized', 'PROVIDER_FATAL'],
  ] as const) {
    const bad = aLifecycle().lifecycle;
    const failing = bad.await({ type: 'started' });
    bad.fail(FAULT, cause);
    await expect(failing).rejects.toMatchObject({ code, message: FAULT.message, cause: FAULT });
  }
});

it('rejects the promise of a start that another one overtakes', async () => {
  const { lifecycle } = aLifecycle();
  const first = lifecycle.await({ type: 'started' });
  const second = lifecycle.await({ type: 'started' });
  await expect(first).rejects.toMatchObject({ code: 'PROVIDER_CLOSED' });
  lifecycle.dispatch({ type: 'restored' });
  await expect(second).resolves.toBeUndefined();
});

it('survives a handler that throws, and reports it', () => {
  const { lifecycle, errors, signals } = aLifecycle(() => {
    throw new Error('handler');
  });
  void lifecycle.await({ type: 'started' });
  lifecycle.dispatch({ type: 'refreshed' });
  expect(() => lifecycle.tellChanged(['a'])).not.toThrow();
  expect(signals).toHaveLength(1);
  expect(errors).toHaveLength(1);
});

it('tells no change when no flag has changed', () => {
  const { lifecycle, signals } = aLifecycle();
  lifecycle.tellChanged([]);
  expect(signals).toEqual([]);
});

it('does not repeat a status that has been mended meanwhile', async () => {
  const { lifecycle, signals } = aLifecycle();
  void lifecycle.await({ type: 'started' });
  lifecycle.dispatch({ type: 'refreshed' });
  lifecycle.fail(FAULT, 'unauthorized');
  lifecycle.dispatch({ type: 'context-replaced' });
  lifecycle.dispatch({ type: 'closed' });
  await Promise.resolve();
  expect(signals).toEqual([{ type: 'stale', message: FAULT.message }]);
});
