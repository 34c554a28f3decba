import { expect, it } from 'vitest';
import { sendEvents } from './send-events.ts';
import { ACCEPTED, createScriptedCollector, DOWN } from './testing/scripted-collector.ts';

const REFUSED = { kind: 'refused', problem: 'status 400' } as const;
const EVENTS = Array.from({ length: 9 }, (_, index) => `${index}`);

it('finds the events at fault in a refused batch, and brings the others', async () => {
  const collector = createScriptedCollector();
  collector.respond = (events) => (events.includes('2') || events.includes('7') ? REFUSED : ACCEPTED);
  const sent = await sendEvents(collector.post, EVENTS, false);
  expect(sent).toEqual({ outcome: ACCEPTED, refused: ['2', '7'] });
  expect(collector.accepted).toEqual(EVENTS.filter((event) => !['2', '7'].includes(event)));
});

it('never sends a refused batch again as it was', async () => {
  const collector = createScriptedCollector();
  collector.respond = () => REFUSED;
  await sendEvents(collector.post, EVENTS, false);
  const bodies = collector.seen.map(({ events }) => events.join());
  expect(new Set(bodies).size).toBe(bodies.length);
});

it('gives up the search where the relay proxy goes away', async () => {
  const collector = createScriptedCollector();
  collector.respond = (events) => (events.length === EVENTS.length ? REFUSED : DOWN);
  expect(await sendEvents(collector.post, EVENTS, false)).toEqual({ outcome: DOWN, refused: [] });
  expect(collector.seen).toHaveLength(2);
});
