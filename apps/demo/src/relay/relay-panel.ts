import { element } from '../dom/element.ts';
import type { RelayAddress } from './relay-address.ts';

const FORM_ID = 'relay-form';

function field(label: string, name: string, value: string, placeholder: string): HTMLElement {
  const input = element('input', { name, value, placeholder, type: 'text', spellcheck: 'false', autocomplete: 'off' });
  return element('label', { class: 'field' }, element('span', { class: 'field-label' }, label), input);
}

/** Says which relay proxy answers, and lets the visitor name another one: a plain form that reloads the page. */
export function createRelayPanel({ url, kind, apiKey }: RelayAddress): HTMLElement {
  return element(
    'div',
    { class: 'relay' },
    element(
      'button',
      { type: 'button', class: 'button relay-button', popovertarget: FORM_ID, title: 'Connect to another relay proxy' },
      element('span', { class: 'relay-kind' }, `Relay proxy, ${kind}`),
      element('code', { class: 'relay-url' }, url),
    ),
    element(
      'form',
      { id: FORM_ID, method: 'get', class: 'relay-form', popover: 'auto', 'aria-label': 'Relay proxy' },
      field('Relay proxy', 'relay', url, 'https://relay.example.com'),
      field('API key', 'apiKey', apiKey ?? '', 'none'),
      element('button', { type: 'submit', class: 'button button-strong' }, 'Connect'),
      element(
        'p',
        { class: 'hint' },
        'A key in a page can be read by everyone who opens it. Use one made for browsers.',
      ),
    ),
  );
}
