import { element } from '../dom/element.ts';
import type { Mode, ModeId } from '../modes/mode.ts';

/** Lets the visitor choose which mode's answers the shop shows. */
export function createShopModeChoice(modes: readonly Mode[], onChoose: (id: ModeId) => void): HTMLElement {
  const choices = modes.map(({ id, title }, index) => {
    const radio = element('input', { type: 'radio', name: 'shop-mode', checked: index === 0 });
    radio.addEventListener('change', () => onChoose(id));
    return element('label', { class: 'choice' }, radio, element('span', {}, title));
  });
  return element(
    'div',
    { class: 'choices', role: 'radiogroup', 'aria-label': 'The shop shows the answers of' },
    ...choices,
  );
}
