import { EngineLoadError } from '../engine-load-error.ts';
import type { EngineSource } from '../evaluator.ts';
import { HOST_IMPORTS } from './host-imports.ts';

/** A compiled binary, with the exports of a first instance where streaming has made one. */
export interface CompiledSource {
  readonly module: WebAssembly.Module;
  readonly exports?: WebAssembly.Exports;
}

/**
 * Compiles whatever a platform hands over. Told apart by shape, never by `instanceof`: in some edge runtimes modules and responses come from
 * another realm.
 *
 * @throws EngineLoadError
 */
export async function compileSource(source: EngineSource): Promise<CompiledSource> {
  const given = await fetched(source);
  if ('headers' in given) return compileResponse(given);
  if ('byteLength' in given) return compileBytes(given, 'the bytes that were handed over');
  if (Object.prototype.toString.call(given) === '[object WebAssembly.Module]') return { module: given };
  throw new EngineLoadError(
    'ENGINE_NOT_WASM',
    'The engine must be a URL, a Response, bytes or a compiled WebAssembly.Module.',
  );
}

async function fetched(source: EngineSource): Promise<Response | BufferSource | WebAssembly.Module> {
  const isAddress = typeof source === 'string' || 'href' in source;
  try {
    return isAddress ? await fetch(source) : await source;
  } catch (cause) {
    if (cause instanceof EngineLoadError) throw cause;
    const what = isAddress ? `from ${String(source)}` : 'that was handed over';
    throw new EngineLoadError(
      'ENGINE_UNREACHABLE',
      `The engine ${what} could not be fetched. Check the address, the network, and that connect-src of the page's Content-Security-Policy allows it.`,
      cause,
    );
  }
}

async function compileResponse(response: Response): Promise<CompiledSource> {
  const where = response.url === '' ? 'the response' : response.url;
  if (!response.ok) {
    throw new EngineLoadError(
      'ENGINE_UNREACHABLE',
      `The engine at ${where} answered with HTTP status ${response.status}. Is engine.wasm deployed beside the script?`,
    );
  }
  const isWasm = response.headers.get('content-type')?.split(';')[0]?.trim().toLowerCase() === 'application/wasm';
  if (isWasm && typeof WebAssembly.instantiateStreaming === 'function') {
    try {
      const { module, instance } = await WebAssembly.instantiateStreaming(response, HOST_IMPORTS);
      return { module, exports: instance.exports };
    } catch (cause) {
      throw streamingError(where, cause);
    }
  }
  let bytes: ArrayBuffer;
  try {
    bytes = await response.arrayBuffer();
  } catch (cause) {
    throw brokenOff(where, cause);
  }
  return compileBytes(bytes, where);
}

async function compileBytes(bytes: BufferSource, where: string): Promise<CompiledSource> {
  const start = ArrayBuffer.isView(bytes)
    ? new Uint8Array(bytes.buffer, bytes.byteOffset, Math.min(4, bytes.byteLength))
    : new Uint8Array(bytes, 0, Math.min(4, bytes.byteLength));
  if (String.fromCharCode(...start) !== '\0asm') {
    throw new EngineLoadError(
      'ENGINE_NOT_WASM',
      `What came from ${where} is no WebAssembly module. A server that answers every unknown address with a page does this: check the address of engine.wasm.`,
    );
  }
  try {
    return { module: await WebAssembly.compile(bytes) };
  } catch (cause) {
    throw compileError(where, cause);
  }
}

function compileError(where: string, cause: unknown): EngineLoadError {
  return new EngineLoadError('ENGINE_NOT_WASM', `The WebAssembly module from ${where} could not be compiled.`, cause);
}

function brokenOff(where: string, cause: unknown): EngineLoadError {
  return new EngineLoadError('ENGINE_UNREACHABLE', `The engine at ${where} broke off while it was read.`, cause);
}

/** By name: the error can come from another realm. */
function streamingError(where: string, cause: unknown): EngineLoadError {
  const name = typeof cause === 'object' && cause !== null && 'name' in cause ? cause.name : '';
  if (name === 'TypeError') return brokenOff(where, cause);
  if (name !== 'LinkError') return compileError(where, cause);
  return new EngineLoadError(
    'ENGINE_INCOMPATIBLE',
    `The WebAssembly module from ${where} imports what this host does not have. Of an official binary use the .wasi build, not the .wasm one.`,
    cause,
  );
}
