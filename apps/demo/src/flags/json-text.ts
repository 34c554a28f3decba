import type { JsonValue } from '@openfeature/web-sdk';

const ONE_LINE_CHARACTERS = 28;

/** JSON as a person writes it: short values on one line, longer ones indented. Stays valid JSON. */
export function jsonText(value: JsonValue): string {
  const oneLine = JSON.stringify(value);
  return oneLine.length <= ONE_LINE_CHARACTERS ? oneLine : JSON.stringify(value, undefined, 2);
}
