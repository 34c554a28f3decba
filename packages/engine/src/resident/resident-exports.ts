/** The resident face of the binary interface. It is described in `assembly/index.ts`; addresses are bytes in `memory`. */
export interface ResidentExports {
  readonly memory: WebAssembly.Memory;
  readonly abi: { readonly value: number };
  readonly result: { readonly value: number };
  configure(): void;
  reserve(bytes: number): number;
  compile(text: number, bytes: number): number;
  beginContext(): void;
  reserveContext(bytes: number): number;
  readAttribute(attribute: number, text: number, bytes: number): number;
  resolve(flag: number, nowMs: number): number;
  print(what: number, address: number): number;
}

/** Version of the binary interface that this host speaks. */
export const RESIDENT_ABI = 2;
