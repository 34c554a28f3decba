/**
 * Why the engine could not be loaded.
 *
 * - `ENGINE_UNREACHABLE`: the file could not be fetched or read. Trying again can help.
 * - `ENGINE_NOT_WASM`: what came is no WebAssembly module, for instance the HTML page of a server that did not find the file.
 * - `ENGINE_REFUSED`: the platform has no WebAssembly or forbids it, and the JavaScript twin could not be loaded either.
 * - `ENGINE_INCOMPATIBLE`: a module, but neither this engine nor a GO Feature Flag evaluation binary that this host can run.
 */
export type EngineLoadErrorCode = 'ENGINE_UNREACHABLE' | 'ENGINE_NOT_WASM' | 'ENGINE_REFUSED' | 'ENGINE_INCOMPATIBLE';

/** The engine could not be loaded. The message says what to do about it. */
export class EngineLoadError extends Error {
  override readonly name = 'EngineLoadError';
  readonly code: EngineLoadErrorCode;

  constructor(code: EngineLoadErrorCode, message: string, cause?: unknown) {
    super(message, cause === undefined ? undefined : { cause });
    this.code = code;
  }

  /** Whether trying again later can help. */
  get recoverable(): boolean {
    return this.code === 'ENGINE_UNREACHABLE';
  }
}
