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
 * @param onChange - Called at once when a user is chosen, within the click; and after a short pause while someone types.
 */
export function createUserEditor(
  first: EvaluationContext,
  onChange: (context: EvaluationContext) => void,
): HTMLElement {
  let context = first;
  let pause: ReturnType<typeof setTimeout> | undefined;

  const adopt = (next: EvaluationContext): void => {
    context = next;
    for (const view of [presets, form, json]) view.show(context);
    clearTimeout(pause);
  };
  const choose = (chosen: EvaluationContext): void => {
    adopt(chosen);
    onChange(context);
  };
  const type = (edited: EvaluationContext): void => {
    adopt(edited);
    pause = setTimeout(() => onChange(context), TYPING_PAUSE_MS);
  };
  const presets = createUserPresets(choose);
  const form = createAttributeForm(() => context, type);
  const json = createContextJson(type);
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
