import type { EvaluationContext } from '@openfeature/web-sdk';
import { element } from '../dom/element.ts';
import { ATTRIBUTES } from './attribute.ts';
import { createAttributeField } from './attribute-field.ts';

/** One way to edit the context. */
export interface ContextView {
  readonly root: HTMLElement;
  readonly show: (context: EvaluationContext) => void;
}

/** The form of well-known attributes. Only the attribute that was edited changes in the context. */
export function createAttributeForm(
  current: () => EvaluationContext,
  onEdit: (context: EvaluationContext) => void,
): ContextView {
  const fields = ATTRIBUTES.map(createAttributeField);
  for (const { root, applyTo } of fields) {
    root.addEventListener('input', () => {
      const edited = applyTo(current());
      if (edited !== undefined) onEdit(edited);
    });
  }
  return {
    root: element('div', { class: 'attribute-form' }, ...fields.map(({ root }) => root)),
    show(context) {
      for (const field of fields) field.show(context);
    },
  };
}
