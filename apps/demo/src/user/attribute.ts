import type { EvaluationContext, EvaluationContextValue } from '@openfeature/web-sdk';

/** An attribute that the form can edit, at the top level or one level below. */
export interface Attribute {
  readonly label: string;
  readonly kind: 'text' | 'number' | 'boolean' | 'list';
  readonly path: readonly [string] | readonly [string, string];
  /** Its text is long: the control takes a line of its own. */
  readonly isLong?: true;
}

/** The attributes of the form, in its order. A context may have others; the form keeps them. */
export const ATTRIBUTES: readonly Attribute[] = [
  { label: 'Targeting key', kind: 'text', path: ['targetingKey'], isLong: true },
  { label: 'E-mail', kind: 'text', path: ['email'], isLong: true },
  { label: 'First name', kind: 'text', path: ['firstname'] },
  { label: 'Last name', kind: 'text', path: ['lastname'] },
  { label: 'Age', kind: 'number', path: ['age'] },
  { label: 'Rate', kind: 'number', path: ['rate'] },
  { label: 'Company', kind: 'text', path: ['company_info', 'name'] },
  { label: 'Company size', kind: 'number', path: ['company_info', 'size'] },
  { label: 'Labels', kind: 'list', path: ['labels'], isLong: true },
  { label: 'Admin', kind: 'boolean', path: ['admin'] },
  { label: 'Professional', kind: 'boolean', path: ['professional'] },
  { label: 'Anonymous', kind: 'boolean', path: ['anonymous'] },
];

type Attributes = Readonly<Record<string, EvaluationContextValue | undefined>>;

function asAttributes(value: unknown): Attributes {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Attributes) : {};
}

/** The value of an attribute in a context, `undefined` where it has none. */
export function readAttribute(context: EvaluationContext, { path: [name, member] }: Attribute): unknown {
  const value: unknown = context[name];
  return member === undefined ? value : asAttributes(value)[member];
}

/** `value` where there is one; the attribute is left out of the context where there is none. */
function withMember(attributes: Attributes, name: string, value: EvaluationContextValue | undefined): Attributes {
  if (value !== undefined) return { ...attributes, [name]: value };
  return Object.fromEntries(Object.entries(attributes).filter(([other]) => other !== name));
}

/** A copy of the context with one attribute set, or left out where `value` is `undefined`. */
export function withAttribute(
  context: EvaluationContext,
  { path: [name, member] }: Attribute,
  value: EvaluationContextValue | undefined,
): EvaluationContext {
  if (member === undefined) return withMember(context, name, value) as EvaluationContext;
  const group = withMember(asAttributes(context[name]), member, value);
  const kept = Object.keys(group).length === 0 ? undefined : (group as EvaluationContextValue);
  return withMember(context, name, kept) as EvaluationContext;
}
