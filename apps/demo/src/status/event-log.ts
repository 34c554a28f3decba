import { element } from '../dom/element.ts';
import type { ModeEvent } from '../modes/connected-mode.ts';
import type { Mode } from '../modes/mode.ts';

/** The latest events of a mode's provider, newest first. */
export interface EventLog {
  readonly root: HTMLElement;
  readonly add: (event: ModeEvent) => void;
}

const SHOWN_EVENTS = 8;

function timeOf(at: Date): HTMLTimeElement {
  return element('time', { datetime: at.toISOString() }, at.toLocaleTimeString('en-GB'));
}

function detailOf({ message, flagsChanged }: ModeEvent): string {
  if (flagsChanged !== undefined && flagsChanged.length > 0) return flagsChanged.join(', ');
  return message ?? '';
}

export function createEventLog(mode: Mode): EventLog {
  const empty = element('li', { class: 'event event-none' }, 'Nothing has happened yet.');
  const list = element('ol', { class: 'event-list' }, empty);
  const root = element(
    'section',
    { class: 'event-log', 'data-mode': mode.id, 'aria-label': `${mode.title} events` },
    element('h3', { class: 'event-title' }, mode.title),
    list,
  );
  return {
    root,
    add(event) {
      empty.remove();
      list.prepend(
        element(
          'li',
          { class: 'event', 'data-event': event.name },
          timeOf(event.at),
          element('span', { class: 'event-name' }, event.name.toLowerCase().replaceAll('_', ' ')),
          element('span', { class: 'event-detail' }, detailOf(event)),
        ),
      );
      while (list.childElementCount > SHOWN_EVENTS) list.lastElementChild?.remove();
    },
  };
}
