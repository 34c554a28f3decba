import type { FlagsFault } from '../../apps/demo/src/relay/control-answers.ts';

const COMPLAINT = /left out the flag "(?<flagKey>.+?)": (?<reason>.*)$/s;
const WRONG_QUERY = /^invalid query: (?<query>.+)$/;

/**
 * Finds in the text of a flags file what the development relay proxy complains of: a flag that it leaves out. `undefined` where it complains of
 * something else.
 */
export function leftOutFlag(complaint: string, text: string): FlagsFault | undefined {
  const { flagKey, reason } = COMPLAINT.exec(complaint)?.groups ?? {};
  if (flagKey === undefined || reason === undefined) return undefined;
  const lines = text.split('\n');
  const index = lines.findIndex((line) =>
    [flagKey, `"${flagKey}"`, `'${flagKey}'`].some((key) => line.startsWith(`${key}:`)),
  );
  return { line: lineOfReason(lines, index, reason) + 1, message: `“${flagKey}” is left out: ${reason}` };
}

/** The line of the flag that the reason speaks of: a query that is wrong, otherwise the flag's first. */
function lineOfReason(lines: readonly string[], first: number, reason: string): number {
  const { query } = WRONG_QUERY.exec(reason)?.groups ?? {};
  if (first === -1 || query === undefined) return first;
  const next = lines.findIndex((line, index) => index > first && /^[^\s#]/.test(line));
  const within = lines.slice(first, next === -1 ? undefined : next);
  const found = within.findIndex((line) => line.includes('query') && line.includes(query));
  return found === -1 ? first : first + found;
}
