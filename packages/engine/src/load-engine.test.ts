import { beforeAll, describe, expect, test } from 'vitest';
import { EngineLoadError } from './engine-load-error.ts';
import type { EngineSource } from './evaluator.ts';
import { loadEngine } from './load-engine.ts';
import { engineBytes } from './testing/engine-bytes.ts';

let bytes: Uint8Array<ArrayBuffer>;

beforeAll(async () => {
  bytes = await engineBytes();
});

/** A character for each byte. */
function binaryText(of: Uint8Array): string {
  return Array.from(of, (byte) => String.fromCharCode(byte)).join('');
}

function response(body: BodyInit, type: string, status = 200): Response {
  return new Response(body, { status, headers: { 'content-type': type } });
}

describe('the engine is loaded', () => {
  test('from the file of this package', async () => {
    expect((await loadEngine()).kind).toBe('resident');
  });

  test.each<[string, () => EngineSource]>([
    ['bytes', () => bytes],
    ['a buffer', () => bytes.slice().buffer],
    ['a compiled module', () => new WebAssembly.Module(bytes)],
    ['a response with the right type', () => response(bytes, 'application/wasm')],
    ['a response with a wrong type', () => response(bytes, 'text/html; charset=utf-8')],
    ['a promise', () => Promise.resolve(bytes)],
    ['a data address', () => `data:application/wasm;base64,${btoa(binaryText(bytes))}`],
  ])('from %s', async (_, source) => {
    const engine = await loadEngine(source());
    const evaluator = engine.createEvaluator();
    evaluator.configure({ flags: { f: { variations: { a: 1 }, defaultRule: { variation: 'a' } } } });
    expect(evaluator.evaluate('f')?.value).toBe(1);
  });

  test('once for any number of evaluators that know nothing of each other', async () => {
    const engine = await loadEngine(bytes);
    const [one, two] = [engine.createEvaluator(), engine.createEvaluator()];
    one.configure({ flags: { f: { variations: { a: 1 }, defaultRule: { variation: 'a' } } } });
    expect(two.evaluate('f')).toBeUndefined();
    one.dispose();
    two.configure({ flags: { f: { variations: { a: 2 }, defaultRule: { variation: 'a' } } } });
    expect(two.evaluate('f')?.value).toBe(2);
  });

  test('by the interface of official binaries where it has no other', async () => {
    const official = bytes.slice();
    // The name of an export, with its length.
    const at = binaryText(official).indexOf('\u0003abi');
    official.set(new TextEncoder().encode('xxx'), at + 1);
    const engine = await loadEngine(official);
    expect(engine.kind).toBe('goff-abi');
    const evaluator = engine.createEvaluator();
    const targeting = [{ name: 'pro', query: 'plan eq "pro"', variation: 'a' }];
    evaluator.configure({
      flags: { f: { variations: { a: 1, b: 2 }, targeting, defaultRule: { variation: 'b' } }, g: { variations: 3 } },
    });
    evaluator.setContext({ targetingKey: 'user-1', plan: 'pro' });
    const answer = evaluator.evaluate('f');
    expect(answer).toMatchObject({ value: 1, reason: 'TARGETING_MATCH', ruleName: 'pro', validUntilMs: Infinity });
    expect(evaluator.evaluate('f')).toBe(answer);
    expect(evaluator.evaluate('g')).toMatchObject({ value: undefined, errorCode: 'PARSE_ERROR' });
    expect(evaluator.evaluate('h')).toBeUndefined();
    evaluator.setContext({ targetingKey: 'user-1' });
    expect(evaluator.evaluate('f')?.value).toBe(2);
  });

  test('as JavaScript where that is asked for', async () => {
    expect((await loadEngine(undefined, { javascript: 'always' })).kind).toBe('javascript');
  });
});

describe('the engine is refused', () => {
  const otherModule = new Uint8Array([0, 0x61, 0x73, 0x6d, 1, 0, 0, 0]);
  // Imports a function gojs.x, as the official .wasm build does (its .wasi build does not).
  const functionType = [1, 4, 1, 0x60, 0, 0];
  const functionImport = [2, 10, 1, 4, 0x67, 0x6f, 0x6a, 0x73, 1, 0x78, 0, 0];
  const goModule = new Uint8Array([...otherModule, ...functionType, ...functionImport]);

  function brokenStream(): ReadableStream<Uint8Array> {
    return new ReadableStream({
      pull(controller) {
        controller.enqueue(bytes.subarray(0, 1000));
        controller.error(new TypeError('terminated'));
      },
    });
  }

  test.each<[string, () => EngineSource, string]>([
    ['an answer with an error status', () => response('gone', 'text/plain', 404), 'ENGINE_UNREACHABLE'],
    ['an address where nobody listens', () => 'http://127.0.0.1:9/engine.wasm', 'ENGINE_UNREACHABLE'],
    ['a stream that breaks off', () => response(brokenStream(), 'application/wasm'), 'ENGINE_UNREACHABLE'],
    ['a promise that fails', () => Promise.reject(new Error('offline')), 'ENGINE_UNREACHABLE'],
    ['the page of a server that found no file', () => response('<!doctype html>', 'text/html'), 'ENGINE_NOT_WASM'],
    ['a page with the type of a module', () => response('<!doctype html>', 'application/wasm'), 'ENGINE_NOT_WASM'],
    ['a module that was cut off', () => bytes.subarray(0, 1000), 'ENGINE_NOT_WASM'],
    ['no bytes at all', () => new Uint8Array(), 'ENGINE_NOT_WASM'],
    ['another module', () => otherModule, 'ENGINE_INCOMPATIBLE'],
    ['another module, streamed', () => response(otherModule, 'application/wasm'), 'ENGINE_INCOMPATIBLE'],
    ['the build of the official binary for Go hosts', () => goModule, 'ENGINE_INCOMPATIBLE'],
    ['the same, streamed', () => response(goModule, 'application/wasm'), 'ENGINE_INCOMPATIBLE'],
  ])('for %s', async (_, source, code) => {
    const fault = await loadEngine(source()).catch((cause: unknown) => cause);
    expect(fault).toBeInstanceOf(EngineLoadError);
    expect(fault).toMatchObject({ name: 'EngineLoadError', code, recoverable: code === 'ENGINE_UNREACHABLE' });
    expect((fault as EngineLoadError).message).not.toBe('');
  });
});

describe('where WebAssembly is missing', () => {
  async function without<T>(run: () => Promise<T>): Promise<T> {
    const kept = globalThis.WebAssembly;
    Reflect.deleteProperty(globalThis, 'WebAssembly');
    try {
      return await run();
    } finally {
      Object.defineProperty(globalThis, 'WebAssembly', { value: kept, configurable: true, writable: true });
    }
  }

  test('the twin answers instead', async () => {
    expect((await without(() => loadEngine(bytes))).kind).toBe('javascript');
  });

  test('the engine is refused when the twin is not wanted', async () => {
    const fault = await without(() => loadEngine(bytes, { javascript: 'never' }).catch((cause: unknown) => cause));
    expect(fault).toMatchObject({ code: 'ENGINE_REFUSED', recoverable: false });
  });
});
