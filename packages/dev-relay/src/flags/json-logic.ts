/** The operators of the relay proxy's JSONLogic. */
const OPERATORS: ReadonlySet<string> = new Set(
  (
    'and or filter map reduce all none some in missing missing_some var set cat substr merge if ?: max min + - * / % abs ! !! === !== ' +
    '< <= > >= == != contains_all contains_any contains_none'
  ).split(' '),
);

/**
 * Reads a query as JSONLogic; `undefined` where it is not written in it. Every text that is a JSON object counts, `null` as well.
 * @see https://github.com/diegoholiveira/jsonlogic/blob/v3.10.1/validator.go
 */
export function readJsonLogic(query: string): { readonly isValid: boolean } | undefined {
  let rule: unknown;
  try {
    rule = JSON.parse(query);
  } catch {
    return undefined;
  }
  return rule === null || isObject(rule) ? { isValid: isValidRule(rule) } : undefined;
}

function isValidRule(rule: unknown): boolean {
  if (Array.isArray(rule)) {
    return rule.every((item: unknown) => !(Array.isArray(item) || isObject(item)) || isValidRule(item));
  }
  if (!isObject(rule)) return isPrimitive(rule);
  const [only, ...others] = Object.entries(rule);
  // An object of several members is data, not an operation.
  if (only === undefined || others.length > 0) return only !== undefined;
  const [operator, operand] = only;
  if (operator === 'var' && (operand === null || typeof operand === 'string' || typeof operand === 'number'))
    return true;
  return OPERATORS.has(operator) && isValidRule(operand);
}

function isPrimitive(value: unknown): boolean {
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean';
}

function isObject(value: unknown): value is { readonly [key: string]: unknown } {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
