// biome-ignore-all assist/source/organizeImports: in the order of the README
import { loadEngine } from '@goff-web/engine';

const engine = await loadEngine();
const evaluator = engine.createEvaluator();
evaluator.configure(await (await fetch('/v1/flag/configuration', { method: 'POST' })).json());

evaluator.setContext({ targetingKey: 'user-1', plan: 'pro' });
const answer = evaluator.evaluate('new-checkout');

export { answer, engine };
