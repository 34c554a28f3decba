import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';

/** Results of the parts of a long run. With a file, a run that was broken off goes on with the first part that has no result. */
export class Parts {
  readonly #file: string | undefined;
  readonly #results: Map<string, unknown>;

  private constructor(file: string | undefined, results: Map<string, unknown>) {
    this.#file = file;
    this.#results = results;
  }

  /** Without a file nothing is kept. */
  static async open(file: string | undefined): Promise<Parts> {
    const text = file === undefined ? '{}' : await readFile(file, 'utf8').catch(() => '{}');
    return new Parts(file, new Map(Object.entries(JSON.parse(text) as Record<string, unknown>)));
  }

  /** How many parts have a result from an earlier run. */
  get count(): number {
    return this.#results.size;
  }

  /** The result of a part, which has to be JSON: the one that is known, else that of `work`. */
  async part<T>(name: string, work: () => Promise<T> | T): Promise<T> {
    if (this.#results.has(name)) return this.#results.get(name) as T;
    const result = await work();
    this.#results.set(name, result);
    if (this.#file !== undefined) {
      await mkdir(path.dirname(this.#file), { recursive: true });
      const fresh = `${this.#file}.${process.pid}`;
      await writeFile(fresh, JSON.stringify(Object.fromEntries(this.#results)));
      await rename(fresh, this.#file);
    }
    return result;
  }

  /** Forgets the file: the run has ended. */
  async close(): Promise<void> {
    if (this.#file !== undefined) await rm(this.#file, { force: true });
  }
}
