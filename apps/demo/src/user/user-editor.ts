import type { EvaluationContext } from '@openfeature/web-sdk';
import { createChoices } from '../dom/choices.ts';
import { element } from '../dom/element.ts';
import { createAttributeForm } from './attribute-form.ts';
import { createContextJson } from './context-json.ts';
import { createUserPresets } from './user-presets.ts';

const TYPING_PAUSE_MS = 200;
const WIDE = '(min-width: 64rem)';

const VIEWS = [
  { id: 'form', title: 'Form' },
  { id: 'json', title: 'JSON' },
] as const;

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
  const showView = (id: (typeof VIEWS)[number]['id']): void => {
    form.root.hidden = id !== 'form';
    json.root.hidden = id !== 'json';
  };
  showView('form');

  return element(
    'div',
    { class: 'user-editor' },
    presets.root,
    element(
      'details',
      { class: 'attributes', open: matchMedia(WIDE).matches },
      element('summary', { class: 'attributes-summary' }, 'Attributes'),
      createChoices('Edit the context as', VIEWS, showView).root,
      form.root,
      json.root,
    ),
  );
}
