import type { EvaluationContext } from '@openfeature/web-sdk';
import { element, setAttributes } from '../dom/element.ts';
import type { ContextView } from './attribute-form.ts';
import { parseContext } from './parse-context.ts';

/** The whole context as JSON text. While the text is no context, the last one that was stays in force. */
export function createContextJson(onEdit: (context: EvaluationContext) => void): ContextView {
  const text = element('textarea', {
    id: 'context-json',
    class: 'context-json',
    rows: '16',
    spellcheck: 'false',
    autocomplete: 'off',
    'aria-describedby': 'context-json-error',
  });
  const error = element('p', { id: 'context-json-error', class: 'field-error', role: 'alert' });

  const judge = (message: string | undefined): void => {
    error.textContent =
      message === undefined ? '' : `${message.replace(/\.?$/, '.')} The last valid context stays in force.`;
    setAttributes(text, { 'aria-invalid': message === undefined ? undefined : 'true' });
  };
  text.addEventListener('input', () => {
    const parsed = parseContext(text.value);
    judge(parsed.kind === 'invalid' ? parsed.message : undefined);
    if (parsed.kind === 'context') onEdit(parsed.context);
  });

  return {
    root: element(
      'div',
      { class: 'context-json-view' },
      element('label', { for: 'context-json', class: 'field-label' }, 'Evaluation context as JSON'),
      text,
      error,
    ),
    show(context) {
      if (document.activeElement === text) return;
      text.value = JSON.stringify(context, undefined, 2);
      judge(undefined);
    },
  };
}
