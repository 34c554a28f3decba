import type { EvaluationInput } from '../../conformance/vector.ts';
import type { JsonValue } from '../../src/evaluator.ts';

/** Smaller values to put in the place of one value, the boldest first. */
function smaller(value: JsonValue): JsonValue[] {
  if (typeof value === 'string') {
    const half = value.length >> 1;
    const cuts = [value.slice(half), value.slice(0, half), value.slice(1), value.slice(0, -1)];
    const withoutOne = value.length <= 200 ? Array.from(value).map((_, at, all) => all.toSpliced(at, 1).join('')) : [];
    const withoutWords = value.split(' ').map((_, at, words) => words.toSpliced(at, 1).join(' '));
    return value === ''
      ? []
      : ['', 'a', ...cuts, ...withoutWords, ...withoutOne].filter((text) => text.length < value.length);
  }
  if (typeof value === 'number')
    return value === 0 ? [] : [0, 1, Math.trunc(value)].filter((n) => String(n).length < String(value).length);
  if (Array.isArray(value)) {
    const list: readonly JsonValue[] = value;
    return [
      ...(list.length > 3 ? [list.slice(0, list.length >> 1), list.slice(list.length >> 1)] : []),
      ...list.map((_, at) => list.toSpliced(at, 1)),
      ...list.flatMap((item, at) => smaller(item).map((less) => list.toSpliced(at, 1, less))),
    ];
  }
  if (typeof value !== 'object' || value === null) return [];
  const entries: readonly (readonly [string, JsonValue])[] = Object.entries(value);
  return [
    ...entries.map((_, at) => Object.fromEntries(entries.toSpliced(at, 1))),
    ...entries.flatMap(([key, member], at) =>
      smaller(member).map((less) => Object.fromEntries(entries.toSpliced(at, 1, [key, less]))),
    ),
  ];
}

function candidates(input: EvaluationInput): EvaluationInput[] {
  const members = ['flagContext', 'evalContext', 'flag', 'flagKey'] as const;
  return members.flatMap((name) => smaller(input[name]).map((less) => ({ ...input, [name]: less })));
}

/**
 * Makes a case smaller for as long as it still differs, by taking away one part at a time.
 *
 * @param stillDiffers - Whether a smaller case shows a difference too.
 * @param limitMs - How long to try.
 */
export async function shrink(
  input: EvaluationInput,
  stillDiffers: (candidate: EvaluationInput) => Promise<boolean>,
  limitMs: number = 20_000,
): Promise<EvaluationInput> {
  const deadline = performance.now() + limitMs;
  let smallest = input;
  for (;;) {
    let found: EvaluationInput | undefined;
    for (const candidate of candidates(smallest)) {
      if (performance.now() > deadline) return smallest;
      if (await stillDiffers(candidate)) {
        found = candidate;
        break;
      }
    }
    if (found === undefined) return smallest;
    smallest = found;
  }
}
