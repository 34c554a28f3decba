import { engine } from './engine.ts';

let now = Date.now();
const preview = engine.createEvaluator({ now: () => now });
preview.configure(await (await fetch('/v1/flag/configuration', { method: 'POST' })).json());
preview.setContext({ targetingKey: 'user-1', plan: 'free' });
export const before: unknown = preview.evaluate('new-checkout');
now = Date.parse('2027-01-01T09:00:00Z');
export const after: unknown = preview.evaluate('new-checkout');
