import type { SendBatch } from '@goff-web/internal';
import { aLogger, type KeepingLogger } from '@goff-web/internal/a-logger';
import { createFakeClock } from '@goff-web/internal/fake-clock';
import { beforeEach, expect, it } from 'vitest';
import { IsolateEvents } from './isolate-events.ts';

type Sent = readonly { readonly [member: string]: unknown }[];

let clock = createFakeClock();
let held: Promise<unknown>[];
let sent: Sent[];
let logger: KeepingLogger;
let answer: (events: Sent) => { status: number } | Promise<{ status: number }>;
let events: IsolateEvents;

const request = { waitUntil: (work: Promise<unknown>) => void held.push(work) };

function isolateEvents(exposureWindowMs = 0): IsolateEvents {
  const send: SendBatch = async (texts) => {
    const batch = texts.map((text) => JSON.parse(text));
    sent.push(batch);
    const { status } = await answer(batch);
    return { status, isAccepted: status === 200, isKeyless: false, retryAfterMs: undefined };
  };
  return new IsolateEvents({
    send,
    clock,
    random: () => 0.5,
    logger,
    metadata: { team: 'web' },
    flushIntervalMs: 1_000,
    maxPendingEvents: 5,
    exposureWindowMs,
    timeoutMs: 10_000,
  });
}

function expose(user: string, flagKey = 'flag', by: Parameters<IsolateEvents['record']>[0] = request): void {
  events.record(by, (recorder) => recorder.exposure({ targetingKey: user }, flagKey, 'on', true, false, ''));
}

beforeEach(() => {
  clock = createFakeClock();
  held = [];
  sent = [];
  logger = aLogger();
  answer = () => ({ status: 200 });
  events = isolateEvents();
});

it('sends the events of many requests in one batch, held by the request that had the first', async () => {
  for (const user of ['a', 'b', 'c']) expose(user);
  expect(held).toHaveLength(1);
  expect(sent).toEqual([]);
  await clock.advance(1_000);
  await Promise.all(held);
  expect(sent).toHaveLength(1);
  expect(sent[0]?.map((event) => event['userKey'])).toEqual(['a', 'b', 'c']);
  expect(sent[0]?.[0]).toMatchObject({
    kind: 'feature',
    key: 'flag',
    variation: 'on',
    value: true,
    source: 'INPROCESS',
  });
});

it('sends by the same flush what comes while it sends', async () => {
  let isFirst = true;
  answer = () => {
    if (isFirst) expose('late');
    isFirst = false;
    return { status: 200 };
  };
  expose('early');
  await clock.advance(1_000);
  await Promise.all(held);
  expect(sent.map((batch) => batch.map((event) => event['userKey']))).toEqual([['early'], ['late']]);
  expect(held).toHaveLength(1);
});

it('sends at once when maxPendingEvents wait', async () => {
  for (const user of ['a', 'b', 'c', 'd', 'e']) expose(user);
  await clock.advance(0);
  expect(sent[0]).toHaveLength(5);
});

it('keeps what could not be sent, with its ids, tells so once, and sends it with a later flush', async () => {
  answer = () => ({ status: 503 });
  expose('a');
  await clock.advance(1_000);
  expose('b');
  expect(held).toHaveLength(1);
  await clock.advance(5_000);
  expose('c');
  await clock.advance(1_000);
  expect(logger.warnings).toEqual([expect.stringContaining('status 503')]);
  answer = () => ({ status: 200 });
  await clock.advance(60_000);
  expose('d');
  await clock.advance(1_000);
  const last = sent.at(-1) ?? [];
  expect(last.map((event) => event['userKey'])).toEqual(['a', 'b', 'c', 'd']);
  expect(last[0]).toEqual(sent[0]?.[0]);
  await clock.advance(60_000);
  expect(sent.at(-1)).toBe(last);
});

it('keeps no more than twice maxPendingEvents', async () => {
  answer = () => ({ status: 503 });
  for (let user = 0; user < 50; user += 1) expose(String(user));
  await clock.advance(60_000);
  answer = () => ({ status: 200 });
  await events.flush();
  expect(sent.at(-1)?.length).toBeLessThanOrEqual(10);
  expect(sent.at(-1)?.at(-1)).toMatchObject({ userKey: '49' });
});

it('plans another flush where the platform has cut one off', async () => {
  answer = () => new Promise(() => undefined);
  expose('a', 'flag', {});
  await clock.advance(1_000);
  answer = () => ({ status: 200 });
  await clock.advance(11_000);
  expose('b');
  await clock.advance(1_000);
  expect(sent.at(-1)?.map((event) => event['userKey'])).toEqual(['a', 'b']);
  expect(sent.at(-1)?.[0]).toEqual(sent[0]?.[0]);
});

it('drops an event that the collector refuses, and none beside it', async () => {
  answer = (batch) => ({ status: batch.some((event) => event['key'] === 'bad') ? 400 : 200 });
  expose('a');
  expose('a', 'bad');
  expose('b');
  await clock.advance(1_000);
  await Promise.all(held);
  expect(logger.warnings).toEqual([expect.stringContaining('refused 1 events')]);
  await events.flush();
  expect(sent.at(-1)).not.toContainEqual(expect.objectContaining({ key: 'bad' }));
});

it('records an unchanged exposure once within its window, until the configuration is another', async () => {
  events = isolateEvents(60_000);
  for (const user of ['a', 'a', 'b']) expose(user);
  await events.flush();
  expect(sent[0]).toHaveLength(2);
  expose('a');
  await events.flush();
  expect(sent).toHaveLength(1);
  events.forgetWindow();
  expose('a');
  await events.flush();
  expect(sent).toHaveLength(2);
});

it('survives a waitUntil that throws', async () => {
  const waitUntil = (): never => {
    throw new Error('the response has been sent');
  };
  expose('a', 'flag', { waitUntil });
  await clock.advance(1_000);
  expect(sent).toHaveLength(1);
});
