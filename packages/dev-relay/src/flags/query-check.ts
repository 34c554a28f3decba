import type { EngineModule } from '@goff-web/engine';
import { readJsonLogic } from './json-logic.ts';
import type { QueryCheck } from './validate-flag.ts';

const PROBE = 'probe';

/**
 * Finds the queries for which the relay proxy drops a flag: it evaluates each once, for nobody, and takes an evaluation that breaks off for
 * an invalid query. The engine answers flags, not queries; but what breaks off matches neither as it is nor negated.
 *
 * @see https://github.com/thomaspoignant/go-feature-flag/blob/modules/core/v0.7.2/modules/core/flag/rule_validation.go `validateNikunjyQuery`
 */
export function createQueryCheck(engine: EngineModule): QueryCheck {
  const evaluator = engine.createEvaluator();
  const known = new Map<string, boolean>();

  function isMatch(text: string): boolean {
    const query = withoutOwnAttributes(text);
    evaluator.configure({
      flags: {
        [PROBE]: {
          variations: { yes: true, no: false },
          targeting: [{ query, variation: 'yes' }],
          defaultRule: { variation: 'no' },
        },
      },
    });
    evaluator.setContext({});
    return evaluator.evaluate(PROBE)?.variation === 'yes';
  }

  function ask(query: string): boolean {
    const jsonLogic = readJsonLogic(query);
    if (jsonLogic !== undefined) return jsonLogic.isValid;
    // An empty query matches everybody when a flag is evaluated, but is refused here.
    return query.trim() !== '' && (isMatch(query) || isMatch(`not (${query})`));
  }

  return (query) => {
    const answer = known.get(query) ?? ask(query);
    known.set(query, answer);
    return answer;
  };
}

/** The relay proxy evaluates for nobody at all; a flag always sees these three attributes. Names in strings may stay or go. */
function withoutOwnAttributes(query: string): string {
  return query.replace(/(?<![\w.:-])(key|targetingKey|anonymous)(?![\w:-])/g, 'absent-$1');
}
