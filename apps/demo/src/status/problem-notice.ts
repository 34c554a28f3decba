import { element, setAttributes } from '../dom/element.ts';
import type { ModeState } from '../modes/connected-mode.ts';
import type { Mode } from '../modes/mode.ts';
import { statusWords } from './status-words.ts';

/** What is wrong with a mode's provider, and what that means for the flags; hidden while all is well. */
export interface ProblemNotice {
  readonly root: HTMLElement;
  readonly show: (state: ModeState) => void;
}

const CONSEQUENCE: Readonly<Partial<Record<ModeState['status'], string>>> = {
  STALE: 'Flags keep their last known values.',
  ERROR: 'Flags that are not loaded are at their defaults.',
  FATAL: 'Flags are at their defaults.',
};

export function createProblemNotice(mode: Mode): ProblemNotice {
  const message = element('p', { 'data-field': 'problem' });
  const consequence = element('p', { class: 'problem-consequence' });
  const root = element(
    'div',
    { class: 'problem', role: 'alert', 'data-mode': mode.id, hidden: true },
    element('strong', {}, mode.title),
    message,
    consequence,
  );
  return {
    root,
    show({ status, problem }) {
      root.hidden = problem === undefined;
      setAttributes(root, { 'data-tone': statusWords(status).tone });
      message.textContent = problem ?? '';
      consequence.textContent = CONSEQUENCE[status] ?? '';
    },
  };
}
