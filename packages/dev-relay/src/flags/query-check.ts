import type { EngineModule } from '@goff-web/engine';
import type { QueryCheck } from './validate-flag.ts';

const PROBE = 'probe';
const ALWAYS = 'not (thisAttributeIsNeverThere pr)';

/**
 * Asks the engine whether a query can be parsed. The engine answers flags, not queries, and a query it cannot parse simply matches nobody;
 * so the query is asked behind an alternative that matches everybody: only an unreadable whole fails to match.
 */
export function createQueryCheck(engine: EngineModule): QueryCheck {
  const evaluator = engine.createEvaluator();
  const known = new Map<string, boolean>();

  function ask(query: string): boolean {
    if (query.trimStart().startsWith('{')) return isJson(query);
    evaluator.configure({
      flags: {
        [PROBE]: {
          variations: { read: true, unread: false },
          targeting: [{ query: `${ALWAYS} or ${query}`, variation: 'read' }],
          defaultRule: { variation: 'unread' },
        },
      },
    });
    evaluator.setContext({ targetingKey: PROBE });
    return evaluator.evaluate(PROBE)?.variation === 'read';
  }

  return (query) => {
    const answer = known.get(query) ?? ask(query);
    known.set(query, answer);
    return answer;
  };
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
