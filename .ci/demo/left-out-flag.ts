import type { FlagsFault } from '../../apps/demo/src/relay/control-answers.ts';

const COMPLAINT = /left out the flag "(?<flagKey>.+?)": (?<reason>.*)$/s;

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
  return { line: index + 1, message: `“${flagKey}” is left out: ${reason}` };
}
