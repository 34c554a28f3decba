import type { JsonValue } from '../../src/evaluator.ts';
import { oddDate } from '../generate/calendar.ts';
import type { Random } from '../generate/random.ts';
import { anyJson, anyNumber, WORDS } from '../generate/vocabulary.ts';
import { mutateQuery } from './mutate-query.ts';

type Container = JsonValue[] | { [key: string]: JsonValue };

/** Every object and list inside a value, itself included. */
function containersIn(value: JsonValue, found: Container[] = []): Container[] {
  if (typeof value !== 'object' || value === null) return found;
  found.push(value as Container);
  for (const member of Object.values(value)) containersIn(member, found);
  return found;
}

/** A JSON value of the same kind, off by a little, or of another kind. */
function mutateScalar(random: Random, value: JsonValue, key: string): JsonValue {
  if (typeof value === 'string') {
    if (key === 'query') return mutateQuery(random, value);
    return random.oneOf<JsonValue>(
      () => value.toUpperCase(),
      () => value.toLowerCase(),
      () => `${value}${random.pick(WORDS)}`,
      () => value.slice(0, random.int(0, value.length)),
      () => oddDate(random),
      () => random.pick(WORDS),
    );
  }
  if (typeof value === 'number') {
    const changed = random.oneOf<number | string>(
      () => value + random.pick([1, -1, 0.001, -0.001, 0.5]),
      () => -value,
      () => value * random.pick([10, 1000, 0.1]),
      () => Math.trunc(value),
      () => anyNumber(random),
      () => String(value),
    );
    return typeof changed === 'string' || Number.isFinite(changed) ? changed : 0;
  }
  if (typeof value === 'boolean') return random.pick<JsonValue>([!value, String(value), null]);
  return anyJson(random);
}

function mutateObject(random: Random, target: { [key: string]: JsonValue }, donor: Container): void {
  const keys = Object.keys(target);
  if (keys.length === 0) {
    target[random.pick(WORDS)] = anyJson(random);
    return;
  }
  const key = random.pick(keys);
  const value = target[key] as JsonValue;
  const move = (name: string): void => {
    delete target[key];
    target[name] = value;
  };
  random.oneOf<unknown>(
    () => delete target[key],
    () => move(key.toUpperCase()),
    () => move(random.pick(WORDS)),
    () => (target[random.pick(keys)] = structuredClone(value)),
    () => (target[key] = structuredClone(random.pick([donor, ...Object.values(donor)]))),
    () => (target[key] = mutateScalar(random, value, key)),
    () => (target[key] = mutateScalar(random, value, key)),
    () => (target[key] = mutateScalar(random, value, key)),
  );
}

function mutateList(random: Random, target: JsonValue[], donor: Container): void {
  const at = random.int(0, Math.max(0, target.length - 1));
  const item = target[at];
  if (item === undefined) {
    target.push(anyJson(random));
    return;
  }
  random.oneOf<unknown>(
    () => target.splice(at, 1),
    () => target.splice(at, 0, structuredClone(item)),
    () => target.splice(0, target.length, ...target.toReversed()),
    () => target.push(structuredClone(random.pick([donor, ...Object.values(donor)]))),
    () => (target[at] = mutateScalar(random, item, '')),
  );
}

/** Changes a JSON value in one place, in place: something goes, comes, moves, is spliced in from elsewhere, or differs a little. */
export function mutateJson(random: Random, value: JsonValue): void {
  const containers = containersIn(value);
  if (containers.length === 0) return;
  const target = random.pick(containers);
  const donor = random.pick(containers);
  if (Array.isArray(target)) mutateList(random, target, donor);
  else mutateObject(random, target, donor);
}
