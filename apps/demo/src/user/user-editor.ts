import type { EvaluationContext } from '@openfeature/web-sdk';
import { element } from '../dom/element.ts';
import { createAttributeForm } from './attribute-form.ts';
import { createContextJson } from './context-json.ts';
import { createUserPresets } from './user-presets.ts';

const TYPING_PAUSE_MS = 200;
const WIDE = '(min-width: 64rem)';

function createViewChoice(views: readonly { readonly label: string; readonly root: HTMLElement }[]): HTMLElement {
  const options = views.map(({ label, root }, index) => {
    const radio = element('input', { type: 'radio', name: 'context-view', checked: index === 0 });
    root.hidden = index !== 0;
    radio.addEventListener('change', () => {
      for (const view of views) view.root.hidden = view.root !== root;
    });
    return element('label', { class: 'choice' }, radio, element('span', {}, label));
  });
  return element('div', { class: 'choices', role: 'radiogroup', 'aria-label': 'Edit the context as' }, ...options);
}

/**
 * Edits the evaluation context: example users, a form, JSON.
 *
 * @param onChange - Called at once when a user is chosen, and after a short pause while someone types.
 */
export function createUserEditor(
  first: EvaluationContext,
  onChange: (context: EvaluationContext) => void,
): HTMLElement {
  let context = first;
  let pause: ReturnType<typeof setTimeout> | undefined;

  const adopt = (next: EvaluationContext, delayMs: number): void => {
    context = next;
    for (const view of [presets, form, json]) view.show(context);
    clearTimeout(pause);
    pause = setTimeout(() => onChange(context), delayMs);
  };
  const presets = createUserPresets((chosen) => adopt(chosen, 0));
  const form = createAttributeForm(
    () => context,
    (edited) => adopt(edited, TYPING_PAUSE_MS),
  );
  const json = createContextJson((edited) => adopt(edited, TYPING_PAUSE_MS));
  for (const view of [presets, form, json]) view.show(context);

  return element(
    'div',
    { class: 'user-editor' },
    presets.root,
    element(
      'details',
      { class: 'attributes', open: matchMedia(WIDE).matches },
      element('summary', { class: 'attributes-summary' }, 'Attributes'),
      createViewChoice([
        { label: 'Form', root: form.root },
        { label: 'JSON', root: json.root },
      ]),
      form.root,
      json.root,
    ),
  );
}
