import { EngineLoadError } from '../engine-load-error.ts';
import type { EngineSource } from '../evaluator.ts';
import { HOST_IMPORTS } from './host-imports.ts';

/** A compiled binary and the exports of its first instance. */
export interface InstantiatedSource {
  readonly module: WebAssembly.Module;
  readonly exports: WebAssembly.Exports;
}

/**
 * Compiles whatever a platform hands over and makes an instance, asynchronously: some browsers refuse to make one of this size synchronously.
 * Sources are told apart by shape, never by `instanceof`: in some edge runtimes modules and responses come from another realm.
 *
 * @throws EngineLoadError with code `ENGINE_UNREACHABLE`; what WebAssembly throws comes through as it is.
 */
export async function instantiateSource(
  source: EngineSource,
  onResponse?: (copy: Response) => void,
): Promise<InstantiatedSource> {
  const given = await reached(typeof source === 'string' || 'href' in source ? fetch(source) : source);
  if (!isResponse(given)) return instantiate(given);
  if (!given.ok) throw unreachable(`HTTP status ${given.status} from ${given.url}`);
  onResponse?.(given.clone());
  // With any other type a browser refuses to stream.
  if (given.headers.get('content-type')?.toLowerCase() !== 'application/wasm' || !WebAssembly.instantiateStreaming) {
    return instantiate(await reached(given.arrayBuffer()));
  }
  const streamed = WebAssembly.instantiateStreaming(given, HOST_IMPORTS).catch((cause: unknown) => {
    // A stream that breaks off; the second in Firefox. By name: the error can come from another realm.
    const isBroken = Object(cause).name === 'TypeError' || Object(cause).name === 'AbortError';
    throw isBroken ? unreachable('it broke off', cause) : cause;
  });
  return firstOf(await streamed);
}

async function instantiate(given: BufferSource | WebAssembly.Module): Promise<InstantiatedSource> {
  // The declarations do not say that it answers with an instance alone where it was given a module.
  const made: object = await WebAssembly.instantiate(given as BufferSource, HOST_IMPORTS);
  return 'instance' in made
    ? firstOf(made as WebAssembly.WebAssemblyInstantiatedSource)
    : { module: given, exports: (made as WebAssembly.Instance).exports };
}

const firstOf = ({ module, instance }: WebAssembly.WebAssemblyInstantiatedSource): InstantiatedSource => ({
  module,
  exports: instance.exports,
});

const isResponse = (given: object): given is Response => 'headers' in given;

async function reached<T>(source: T | PromiseLike<T>): Promise<T> {
  try {
    return await source;
  } catch (cause) {
    throw unreachable('it could not be fetched', cause);
  }
}

function unreachable(problem: string, cause?: unknown): EngineLoadError {
  return new EngineLoadError(
    'ENGINE_UNREACHABLE',
    `The engine could not be loaded: ${problem}. Is engine.wasm deployed beside the script, and does connect-src allow it?`,
    cause,
  );
}
