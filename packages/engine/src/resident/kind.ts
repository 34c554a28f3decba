/** Kinds of a cell, as `assembly/memory/node.ts` numbers them. */
export const ABSENT = 0;
export const NULL = 1;
export const FALSE = 2;
export const TRUE = 3;
export const NUMBER = 4;
export const INT = 5;
export const STRING = 6;
