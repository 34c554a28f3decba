/**
 * The form of a JSON value as the relay proxy's own types give it. One description serves both directions: reading a flags file
 * (types checked, unknown fields dropped) and writing an answer (fields in declared order, map keys sorted).
 */
export type Shape =
  | { readonly kind: 'any' | 'text' | 'boolean' | 'number' | 'date' }
  | { readonly kind: 'map' | 'list'; readonly of: Shape }
  /** `fields` is a function, because a scheduled step contains the fields of the flag that contains it. */
  | { readonly kind: 'struct'; readonly fields: () => readonly (readonly [name: string, shape: Shape])[] };

export const ANY: Shape = { kind: 'any' };
export const TEXT: Shape = { kind: 'text' };
export const BOOLEAN: Shape = { kind: 'boolean' };
export const NUMBER: Shape = { kind: 'number' };
export const DATE: Shape = { kind: 'date' };

export function mapOf(shape: Shape): Shape {
  return { kind: 'map', of: shape };
}

export function listOf(shape: Shape): Shape {
  return { kind: 'list', of: shape };
}

/** Fields in the order in which the relay proxy writes them. */
export function struct(fields: () => readonly (readonly [name: string, shape: Shape])[]): Shape {
  return { kind: 'struct', fields };
}
