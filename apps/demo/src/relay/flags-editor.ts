import { element, setAttributes } from '../dom/element.ts';
import type { FlagsFault, SavedFlags } from './control-answers.ts';
import type { RelayControl } from './relay-control.ts';

const FAULT_ID = 'flags-editor-fault';
const ELSEWHERE = 'The file was changed elsewhere; this is how it is now.';
const ELSEWHERE_WHILE_EDITED = 'The file was changed elsewhere meanwhile. Saving replaces it by what is written here.';

/** The relay proxy's flags file, to be edited in the page. What is wrong is said at its line; a file that cannot be read changes nothing. */
export interface FlagsEditor {
  readonly root: HTMLElement;
  /** Follows what another tab or a text editor has made of the file. What has been written here and not saved stays. */
  look(): Promise<void>;
}

/** Lines that stay in view above one that is wrong. */
const LINES_BEFORE = 4;

function lineNumbers(text: string, wrong: ReadonlySet<number>): readonly HTMLElement[] {
  return text
    .split('\n')
    .map((_, index) =>
      element('span', { class: wrong.has(index + 1) ? 'line-number is-wrong' : 'line-number' }, String(index + 1)),
    );
}

/** A parser may have several objections to one line; the first is the one that helps. */
function firstOfEachLine(faults: readonly FlagsFault[]): readonly FlagsFault[] {
  return faults.filter(({ line }, index) => line === 0 || faults.findIndex((other) => other.line === line) === index);
}

function faultText({ line, message }: FlagsFault): string {
  return line > 0 ? `Line ${line}: ${message}` : message;
}

export function createFlagsEditor(control: RelayControl): FlagsEditor {
  const text = element('textarea', {
    class: 'flags-text',
    spellcheck: 'false',
    rows: '18',
    'aria-label': 'Flags file of the relay proxy',
    'aria-describedby': FAULT_ID,
    autocapitalize: 'off',
    readonly: true,
  });
  const gutter = element('div', { class: 'line-numbers', 'aria-hidden': 'true' });
  const faults = element('ul', { id: FAULT_ID, class: 'field-error', 'aria-live': 'polite' });
  const said = element('p', { class: 'hint', role: 'status' }, 'Ctrl+S saves as well.');
  const save = element('button', { type: 'button', class: 'button button-strong', disabled: true }, 'Save flags');
  let wrong: ReadonlySet<number> = new Set();
  /** The file, as far as it is known here. Before it is, nothing can be written over it. */
  let known: string | undefined;
  let saves = 0;

  const number = (): void => gutter.replaceChildren(...lineNumbers(text.value, wrong));
  const renumber = (): void => {
    // Most of what is typed adds no line; numbering thousands anew at each key would be felt.
    if (text.value.split('\n').length !== gutter.childElementCount) number();
  };

  /** Brings a line into view, with a few before it. */
  function scrollTo(line: number): void {
    const lineHeight = Number.parseFloat(getComputedStyle(text).lineHeight);
    text.scrollTop = Math.max(0, line - LINES_BEFORE) * lineHeight;
  }

  function show({ faults: found, isSaved }: SavedFlags): void {
    const told = firstOfEachLine(found);
    wrong = new Set(told.map(({ line }) => line));
    setAttributes(text, { 'aria-invalid': told.length > 0 ? 'true' : undefined });
    faults.replaceChildren(...told.map((fault) => element('li', {}, faultText(fault))));
    const saved =
      told.length > 0 ? 'Saved; the relay proxy leaves out what is invalid.' : 'Saved. Every open tab follows.';
    said.textContent = isSaved ? saved : 'Nothing was changed.';
    number();
    const lines = told.map(({ line }) => line).filter((line) => line > 0);
    if (lines.length > 0) scrollTo(Math.min(...lines));
  }

  function fail(error: unknown): void {
    show({ isSaved: false, faults: [{ line: 0, message: error instanceof Error ? error.message : String(error) }] });
  }

  async function store(): Promise<void> {
    if (known === undefined) return;
    const written = text.value;
    try {
      const saved = await control.setFlags(written);
      if (saved.isSaved) known = written;
      show(saved);
    } catch (error) {
      fail(error);
    } finally {
      saves += 1;
    }
  }

  /** Puts the file as it is in place of what was shown of it, where the reader was. */
  function replace(current: string): void {
    const { scrollTop, selectionEnd, selectionStart } = text;
    text.value = current;
    text.setSelectionRange(selectionStart, selectionEnd);
    text.scrollTop = scrollTop;
    wrong = new Set();
    faults.replaceChildren();
    setAttributes(text, { 'aria-invalid': undefined });
    number();
  }

  async function look(): Promise<void> {
    const savesBefore = saves;
    const current = await control.flags();
    // An answer that was under way while something was saved may be of before.
    if (current === known || saves !== savesBefore) return;
    const isFirst = known === undefined;
    const isEdited = !isFirst && text.value !== known;
    known = current;
    text.readOnly = false;
    save.disabled = false;
    if (text.value === current) return;
    if (!isEdited) replace(current);
    if (!isFirst) said.textContent = isEdited ? ELSEWHERE_WHILE_EDITED : ELSEWHERE;
  }

  save.addEventListener('click', () => void store());
  text.addEventListener('input', renumber);
  text.addEventListener('scroll', () => {
    gutter.scrollTop = text.scrollTop;
  });
  text.addEventListener('keydown', (event) => {
    if (event.key === 's' && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      void store();
    }
  });
  void look().catch(fail);
  return {
    root: element(
      'div',
      { class: 'flags-editor' },
      element('div', { class: 'flags-sheet' }, gutter, text),
      faults,
      element('div', { class: 'flags-save' }, save, said),
    ),
    look,
  };
}
