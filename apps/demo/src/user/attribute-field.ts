import type { EvaluationContext } from '@openfeature/web-sdk';
import { element } from '../dom/element.ts';
import { type Attribute, readAttribute, withAttribute } from './attribute.ts';

/** The form control of one attribute. */
export interface AttributeField {
  readonly root: HTMLElement;
  /** Shows the attribute's value in a context. */
  readonly show: (context: EvaluationContext) => void;
  /** The context with what the control holds; `undefined` while that is no value of the attribute's kind. */
  readonly applyTo: (context: EvaluationContext) => EvaluationContext | undefined;
}

function createSwitch(attribute: Attribute): AttributeField {
  const input = element('input', { type: 'checkbox', class: 'switch', role: 'switch' });
  return {
    root: element('label', { class: 'field field-switch' }, input, element('span', {}, attribute.label)),
    show(context) {
      input.checked = readAttribute(context, attribute) === true;
    },
    applyTo: (context) => withAttribute(context, attribute, input.checked),
  };
}

function textOf(value: unknown): string {
  if (typeof value === 'string') return value;
  if (Array.isArray(value)) return value.map(textOf).join(', ');
  return value === undefined || value === null ? '' : JSON.stringify(value);
}

function attributeValue(kind: Attribute['kind'], text: string): string | number | string[] | undefined {
  if (text === '') return undefined;
  if (kind === 'number') return Number(text);
  if (kind === 'list')
    return text
      .split(',')
      .map((item) => item.trim())
      .filter((item) => item !== '');
  return text;
}

const INPUT = {
  text: { placeholder: 'not set' },
  // A control of the type "number" would change its value when someone scrolls over it.
  number: { placeholder: 'not set', inputmode: 'decimal', pattern: '-?[0-9]+(\\.[0-9]+)?' },
  list: { placeholder: 'none; separate by commas' },
  boolean: {},
} as const;

function createInput(attribute: Attribute): AttributeField {
  const input = element('input', { ...INPUT[attribute.kind], type: 'text', autocomplete: 'off', spellcheck: 'false' });
  return {
    root: element(
      'label',
      { class: attribute.isLong === undefined ? 'field' : 'field field-wide' },
      element('span', { class: 'field-label' }, attribute.label),
      input,
      element('span', { class: 'field-error field-invalid' }, 'Not a number.'),
    ),
    show(context) {
      const text = textOf(readAttribute(context, attribute));
      // Rewriting what is being typed would move the caret.
      if (document.activeElement !== input) input.value = text;
    },
    applyTo(context) {
      if (!input.validity.valid) return undefined;
      return withAttribute(context, attribute, attributeValue(attribute.kind, input.value.trim()));
    },
  };
}

export function createAttributeField(attribute: Attribute): AttributeField {
  return attribute.kind === 'boolean' ? createSwitch(attribute) : createInput(attribute);
}
