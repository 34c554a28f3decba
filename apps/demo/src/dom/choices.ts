import { element } from './element.ts';

/** One of several, of which one is in force. */
export interface Choice<Id extends string> {
  readonly id: Id;
  readonly title: string;
}

/** Radio buttons that look like one switch. */
export interface Choices<Id extends string> {
  readonly root: HTMLElement;
  /** Shows another choice as the one in force, as if somebody else had made it. */
  readonly show: (id: Id) => void;
}

/**
 * Lets the visitor choose one of several. The first is in force unless told otherwise.
 *
 * @param label - What is chosen, for those who cannot see it.
 */
export function createChoices<Id extends string>(
  label: string,
  choices: readonly Choice<Id>[],
  onChoose: (id: Id) => void,
  first: Id | undefined = choices[0]?.id,
): Choices<Id> {
  const radios = new Map<Id, HTMLInputElement>();
  const labels = choices.map(({ id, title }) => {
    const radio = element('input', { type: 'radio', name: label, value: id, checked: id === first });
    radio.addEventListener('change', () => onChoose(id));
    radios.set(id, radio);
    return element('label', { class: 'choice' }, radio, element('span', {}, title));
  });
  return {
    root: element('div', { class: 'choices', role: 'radiogroup', 'aria-label': label }, ...labels),
    show(id) {
      const radio = radios.get(id);
      if (radio !== undefined) radio.checked = true;
    },
  };
}
