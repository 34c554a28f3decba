import asc from 'assemblyscript/asc';

/** Bytes of code and data of the engine, by the folder of the sources they come from. */
export type WasmParts = Readonly<Record<string, number>>;

const CODE = 10;
const DATA = 11;
const CUSTOM = 0;
const FUNCTION_NAMES = 1;

/** Compiles the engine as it is released, names of functions kept, and adds up their sizes. To be called in the package's folder. */
export async function wasmParts(): Promise<WasmParts> {
  let binary = new Uint8Array();
  const { error } = await asc.main(['--config', 'asconfig.json', '--target', 'release', '--debug'], {
    writeFile: (name, contents) => {
      if (name.endsWith('.wasm') && typeof contents !== 'string') binary = new Uint8Array(contents);
    },
  });
  if (error) throw new Error('the engine could not be compiled', { cause: error });
  return partsOf(binary);
}

function partsOf(binary: Uint8Array): WasmParts {
  const sections = [...sectionsOf(binary)];
  const names = namesOf(sections.find(({ id, reader }) => id === CUSTOM && reader.text() === 'name')?.reader);
  const parts: Record<string, number> = {};
  const add = (part: string, bytes: number): void => {
    parts[part] = (parts[part] ?? 0) + bytes;
  };
  for (const { id, reader, bytes } of sections) {
    if (id === DATA) add('data: tables, names, messages', bytes);
    if (id !== CODE) continue;
    // The engine imports one function, whose number is 0.
    for (let left = reader.number(), index = 1; left > 0; left--, index++) {
      const size = reader.number();
      add(partOf(names.get(index) ?? ''), size);
      reader.skip(size);
    }
  }
  return Object.fromEntries(Object.entries(parts).toSorted(([, a], [, b]) => b - a));
}

/** Of `assembly/query/nikunjy/lexer/next` it is `query/nikunjy`; files that lie in no folder are one part. */
function partOf(name: string): string {
  const path = /^assembly\/(.*)\/[^/]+\/[^/]+$/.exec(name)?.[1];
  return path ?? (name.startsWith('assembly/') ? 'evaluation and the two faces' : 'of the compiler');
}

function namesOf(reader: Reader | undefined): ReadonlyMap<number, string> {
  const names = new Map<number, string>();
  if (reader === undefined) return names;
  while (reader.hasMore()) {
    const kind = reader.number();
    const size = reader.number();
    if (kind !== FUNCTION_NAMES) {
      reader.skip(size);
      continue;
    }
    for (let left = reader.number(); left > 0; left--) names.set(reader.number(), reader.text());
  }
  return names;
}

function* sectionsOf(
  binary: Uint8Array,
): Generator<{ readonly id: number; readonly reader: Reader; readonly bytes: number }> {
  const all = new Reader(binary.subarray(8));
  while (all.hasMore()) {
    const id = all.number();
    const bytes = all.number();
    yield { id, reader: new Reader(all.take(bytes)), bytes };
  }
}

/** Reads numbers (LEB128) and texts out of a module. */
class Reader {
  readonly #bytes: Uint8Array;
  #at = 0;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
  }

  hasMore(): boolean {
    return this.#at < this.#bytes.length;
  }

  number(): number {
    let value = 0;
    for (let shift = 0; ; shift += 7) {
      const byte = this.#bytes[this.#at++] ?? 0;
      value += (byte & 0x7f) * 2 ** shift;
      if (byte < 0x80) return value;
    }
  }

  take(count: number): Uint8Array {
    this.#at += count;
    return this.#bytes.subarray(this.#at - count, this.#at);
  }

  skip(count: number): void {
    this.#at += count;
  }

  text(): string {
    return new TextDecoder().decode(this.take(this.number()));
  }
}
