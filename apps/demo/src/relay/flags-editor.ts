import { element, setAttributes } from '../dom/element.ts';
import type { FlagsFault, RelayControl } from './relay-control.ts';

const FAULT_ID = 'flags-editor-fault';

function lineNumbers(text: string, wrong: ReadonlySet<number>): readonly HTMLElement[] {
  return text
    .split('\n')
    .map((_, index) =>
      element('span', { class: wrong.has(index + 1) ? 'line-number is-wrong' : 'line-number' }, String(index + 1)),
    );
}

function faultText({ line, message }: FlagsFault): string {
  return line > 0 ? `Line ${line}: ${message}` : message;
}

/** The relay proxy's flags file, to be edited in the page. What cannot be read is said at its line, and changes nothing. */
export function createFlagsEditor(control: RelayControl): HTMLElement {
  const text = element('textarea', {
    class: 'flags-text',
    spellcheck: 'false',
    rows: '18',
    'aria-label': 'Flags file of the relay proxy',
    'aria-describedby': FAULT_ID,
    autocapitalize: 'off',
  });
  const gutter = element('div', { class: 'line-numbers', 'aria-hidden': 'true' });
  const faults = element('ul', { id: FAULT_ID, class: 'field-error', 'aria-live': 'polite' });
  const said = element('p', { class: 'hint', role: 'status' });
  const save = element('button', { type: 'button', class: 'button button-strong' }, 'Save flags');
  let wrong: ReadonlySet<number> = new Set();

  const number = (): void => gutter.replaceChildren(...lineNumbers(text.value, wrong));

  function show(found: readonly FlagsFault[]): void {
    wrong = new Set(found.map(({ line }) => line));
    setAttributes(text, { 'aria-invalid': found.length > 0 ? 'true' : undefined });
    faults.replaceChildren(...found.map((fault) => element('li', {}, faultText(fault))));
    said.textContent = found.length > 0 ? 'Nothing was changed.' : 'Saved. Every open tab follows.';
    number();
  }

  async function store(): Promise<void> {
    try {
      show(await control.setFlags(text.value));
    } catch (error) {
      show([{ line: 0, message: error instanceof Error ? error.message : String(error) }]);
    }
  }

  save.addEventListener('click', () => void store());
  text.addEventListener('input', number);
  text.addEventListener('scroll', () => {
    gutter.scrollTop = text.scrollTop;
  });
  text.addEventListener('keydown', (event) => {
    if (event.key === 's' && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      void store();
    }
  });
  void control.flags().then(
    (current) => {
      text.value = current;
      number();
    },
    (error: unknown) => show([{ line: 0, message: String(error) }]),
  );
  return element(
    'div',
    { class: 'flags-editor' },
    element('div', { class: 'flags-sheet' }, gutter, text),
    faults,
    element('div', { class: 'flags-save' }, save, said),
  );
}
