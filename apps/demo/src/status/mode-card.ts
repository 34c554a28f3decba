import { element, setAttributes } from '../dom/element.ts';
import type { ModeState } from '../modes/connected-mode.ts';
import type { Mode } from '../modes/mode.ts';
import { statusWords } from './status-words.ts';

/** Head of a mode's column: its name, what it means, its provider's status. */
export interface ModeCard {
  readonly root: HTMLElement;
  readonly show: (state: ModeState) => void;
}

export function createModeCard(mode: Mode): ModeCard {
  const badge = element('span', { class: 'badge', role: 'status' });
  const root = element(
    'section',
    { class: 'mode-card', 'data-mode': mode.id, 'aria-label': `${mode.title} provider` },
    element('div', { class: 'mode-head' }, element('h3', { class: 'mode-title' }, mode.title), badge),
    element('p', { class: 'mode-summary' }, mode.summary),
  );
  return {
    root,
    show({ status }) {
      const { label, tone } = statusWords(status);
      setAttributes(root, { 'data-status': status });
      setAttributes(badge, { 'data-tone': tone });
      badge.textContent = label;
    },
  };
}
