/** The Go type that JSON is decoded into, as far as its messages tell. */
export type GoShape =
  | { readonly kind: 'any' }
  | { readonly kind: 'string' }
  | { readonly kind: 'map' }
  | { readonly kind: 'list'; readonly of: GoShape }
  | {
      readonly kind: 'struct';
      /** Package and type, as Go prints them: `model.OFREPEvalFlagRequest`. */
      readonly name: string;
      readonly fields: { readonly [name: string]: GoShape };
    };

export const GO_STRING: GoShape = { kind: 'string' };
/** Anything by text: `map[string]any`. */
export const GO_MAP: GoShape = { kind: 'map' };

export function goListOf(of: GoShape): GoShape {
  return { kind: 'list', of };
}

export function goStruct(name: string, fields: { readonly [name: string]: GoShape }): GoShape {
  return { kind: 'struct', name, fields };
}

/** The type as Go prints it. */
export function goTypeName(shape: GoShape): string {
  switch (shape.kind) {
    case 'any':
      return 'interface {}';
    case 'string':
      return 'string';
    case 'map':
      return 'map[string]interface {}';
    case 'list':
      return `[]${goTypeName(shape.of)}`;
    case 'struct':
      return shape.name;
  }
}
