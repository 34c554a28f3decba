import type { EvaluationDetails, JsonValue } from '@openfeature/web-sdk';
import { element, setAttributes } from '../dom/element.ts';
import type { Mode } from '../modes/mode.ts';
import { jsonText } from './json-text.ts';

/** One flag's resolution in one mode. */
export interface ResolutionCell {
  readonly root: HTMLElement;
  /** Shows a resolution; a value that differs from the one before is pointed out for a moment. */
  readonly show: (details: EvaluationDetails<JsonValue>) => void;
}

const NOTHING = '–';

function row(title: string, content: HTMLElement): HTMLElement {
  return element('div', { class: 'resolution-row' }, element('dt', {}, title), content);
}

export function createResolutionCell(mode: Mode): ResolutionCell {
  const value = element('code', { class: 'resolution-value', 'data-field': 'value' });
  const variant = element('dd', { 'data-field': 'variant' });
  const reason = element('dd', { 'data-field': 'reason' });
  const error = element('dd', { 'data-field': 'error' });
  const errorRow = row('Error', error);
  const root = element(
    'div',
    { class: 'resolution', role: 'group', 'aria-label': mode.title, 'data-mode': mode.id },
    element('span', { class: 'resolution-mode', 'aria-hidden': 'true' }, mode.title),
    value,
    element('dl', { class: 'resolution-how' }, row('Variant', variant), row('Reason', reason), errorRow),
  );
  let shownBefore = false;

  return {
    root,
    show({ value: resolved, variant: chosen, reason: why, errorCode, errorMessage }) {
      const text = jsonText(resolved);
      if (shownBefore && text !== value.textContent) {
        value.classList.remove('is-new');
        // Reading a layout property restarts the animation of an element that is still playing it.
        void value.offsetWidth;
        value.classList.add('is-new');
      }
      shownBefore = true;
      value.textContent = text;
      setAttributes(value, { 'data-switch': typeof resolved === 'boolean' ? String(resolved) : undefined });
      variant.textContent = chosen === undefined || chosen === '' ? NOTHING : chosen;
      reason.textContent = why ?? NOTHING;
      error.textContent = errorCode ?? '';
      errorRow.hidden = errorCode === undefined;
      setAttributes(error, { title: errorMessage });
      root.classList.toggle('is-default', errorCode !== undefined);
    },
  };
}
