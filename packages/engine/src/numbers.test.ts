import fc from 'fast-check';
import { beforeAll, expect, test } from 'vitest';
import { GoffAbiInstance } from './goff-abi/goff-abi-instance.ts';
import { engineBytes } from './testing/engine-bytes.ts';

let engine: GoffAbiInstance;

beforeAll(async () => {
  engine = new GoffAbiInstance(new WebAssembly.Module(await engineBytes()), () => 0);
});

/** How the engine writes numbers that it has read: both its decimal parser and its printer are its own. */
function echo(numbers: readonly string[]): string {
  const flag = `{"variations":{"v":[${numbers.join(',')}]},"defaultRule":{"variation":"v"}}`;
  const answer = engine.evaluate(`{"flagKey":"f","flag":${flag},"evalContext":{},"flagContext":{}}`);
  return /"value":(\[.*?\]),"cacheable"/.exec(answer)?.[1] ?? answer;
}

function inJavaScript(numbers: readonly string[]): string {
  return `[${numbers.map((text) => (Object.is(Number(text), -0) ? '-0' : String(Number(text)))).join(',')}]`;
}

const finite = fc.double({ noNaN: true, noDefaultInfinity: true });

test('every finite float is read and written as JavaScript does', () => {
  fc.assert(
    fc.property(fc.array(finite, { minLength: 1 }), (numbers) => {
      const texts = numbers.map((number) => (Object.is(number, -0) ? '-0' : String(number)));
      expect(echo(texts)).toBe(inJavaScript(texts));
    }),
    { numRuns: 2000 },
  );
});

test('decimals of any length are rounded to the nearest float', () => {
  const digits = fc.string({
    unit: fc.constantFrom('0', '1', '2', '3', '4', '5', '6', '7', '8', '9'),
    minLength: 1,
    maxLength: 900,
  });
  fc.assert(
    fc.property(digits, fc.integer({ min: -400, max: 300 }), (fraction, exponent) => {
      const text = `0.${fraction}e${exponent}`;
      expect(echo([text])).toBe(inJavaScript([text]));
    }),
    { numRuns: 2000 },
  );
});

test('what lies exactly between two floats goes to the even one', () => {
  const texts = ['9007199254740993', '9007199254740995', '2.4703282292062327e-324', '2.4703282292062328e-324'];
  expect(echo(texts)).toBe('[9007199254740992,9007199254740996,0,5e-324]');
});
