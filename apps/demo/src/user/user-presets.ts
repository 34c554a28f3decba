import type { EvaluationContext } from '@openfeature/web-sdk';
import { element } from '../dom/element.ts';
import type { ContextView } from './attribute-form.ts';
import { DEMO_USERS } from './demo-users.ts';

/** One button a user to start from; the one whose context is in force is pressed. */
export function createUserPresets(onChoose: (context: EvaluationContext) => void): ContextView {
  const buttons = DEMO_USERS.map(({ name, context }) => {
    const button = element('button', { type: 'button', class: 'button preset', 'aria-pressed': 'false' }, name);
    button.addEventListener('click', () => onChoose(context));
    return { button, text: JSON.stringify(context) };
  });
  return {
    root: element(
      'div',
      { class: 'presets', role: 'group', 'aria-label': 'Example users' },
      ...buttons.map(({ button }) => button),
    ),
    show(context) {
      const shown = JSON.stringify(context);
      for (const { button, text } of buttons) button.setAttribute('aria-pressed', String(text === shown));
    },
  };
}
