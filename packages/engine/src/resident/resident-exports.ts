/** The resident face of the binary interface. It is described in `assembly/index.ts`; addresses are bytes in `memory`. */
export interface ResidentExports {
  readonly memory: WebAssembly.Memory;
  readonly abi: { readonly value: number };
  readonly result: { readonly value: number };
  configure(): void;
  reserve(bytes: number): number;
  compile(key: number, keyBytes: number, text: number, textBytes: number): number;
  beginContext(): void;
  reserveContext(bytes: number): number;
  readAttribute(attribute: number, text: number, bytes: number): number;
  resolve(flag: number, nowMs: number): number;
  print(what: number, address: number): number;
}

/** Version of the binary interface that this host speaks. */
export const RESIDENT_ABI = 1;

/** Kinds of a cell, as `assembly/memory/node.ts` numbers them. */
export const Kind = { ABSENT: 0, NULL: 1, FALSE: 2, TRUE: 3, NUMBER: 4, INT: 5, STRING: 6 } as const;

/** Roles of an attribute, as `assembly/attribute.ts` numbers them. */
export const Role = { CUSTOM: 0, TARGETING_KEY: 1, ANONYMOUS: 2, DATE: 3, RULE_DATE: 4, WHOLE: 5 } as const;

/** Where a value comes from, as `assembly/answer.ts` numbers it. */
export const Origin = { NOWHERE: 0, VARIATIONS: 1, ELSEWHERE: 2 } as const;

/** What `print` prints. */
export const Printed = { NODE: 0, METADATA: 1, DETAILS: 2 } as const;

/** By number, as `assembly/answer.ts` has them. */
export const REASONS: readonly string[] = [
  '',
  'TARGETING_MATCH',
  'TARGETING_MATCH_SPLIT',
  'SPLIT',
  'DISABLED',
  'DEFAULT',
  'STATIC',
  'ERROR',
];

/** By number, as `assembly/answer.ts` has them. */
export const ERROR_CODES: readonly string[] = ['', 'PARSE_ERROR', 'GENERAL', 'TARGETING_KEY_MISSING', 'FLAG_CONFIG'];
