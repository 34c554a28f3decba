import { element } from '../dom/element.ts';
import { variationText } from '../flags/variation-text.ts';
import type { SeenEvent, SeenRequest } from './control-answers.ts';
import { createFlagsEditor } from './flags-editor.ts';
import type { RelayControl } from './relay-control.ts';
import { createSwitchboard } from './switchboard.ts';
import { createTabRole } from './tab-role.ts';
import { sumTraffic } from './traffic.ts';
import { countWaitingEvents } from './waiting-events.ts';

const LOOK_INTERVAL_MS = 1_000;
const SHOWN = 7;
const BYTES = new Intl.NumberFormat('en', { style: 'unit', unit: 'kilobyte', maximumFractionDigits: 1 });

function figure(name: string, title: string): { readonly root: HTMLElement; readonly value: HTMLElement } {
  const value = element('dd', { 'data-figure': name }, '–');
  return { root: element('div', { class: 'figure' }, element('dt', {}, title), value), value };
}

function requestItem({ atMs, bytes, method, path, status }: SeenRequest): HTMLElement {
  const where = path.replace(/\?.*$/, '');
  return element(
    'li',
    { class: 'seen', 'data-status': String(status) },
    element('time', { datetime: new Date(atMs).toISOString() }, new Date(atMs).toLocaleTimeString('en-GB')),
    element('span', { class: 'seen-status' }, status === 0 ? 'cut' : String(status)),
    element('code', {}, `${method} ${where}`),
    element('span', { class: 'seen-bytes' }, `${bytes} B`),
  );
}

function eventItem({ key, kind, userKey, variation }: SeenEvent): HTMLElement {
  return element(
    'li',
    { class: 'seen' },
    element('span', { class: 'seen-status' }, kind === 'tracking' ? 'tracked' : 'exposure'),
    element('code', {}, key ?? ''),
    element('span', { class: 'seen-variation' }, variation === undefined ? '' : variationText(variation)),
    element('span', { class: 'seen-bytes' }, (userKey ?? '').slice(0, 8)),
  );
}

/** The relay proxy from its own side: its flags, its troubles, and what it has seen. */
export function createRelaySide(control: RelayControl): HTMLElement {
  const figures = {
    requests: figure('requests', 'Requests'),
    unchanged: figure('unchanged', 'Answered 304'),
    saved: figure('saved', 'Bytes saved'),
    streams: figure('streams', 'Open streams'),
    exposures: figure('exposures', 'Exposures'),
    tracked: figure('tracked', 'Tracked events'),
    waiting: figure('waiting', 'Events waiting'),
  };
  const editor = createFlagsEditor(control);
  const switchboard = createSwitchboard(control);
  const role = createTabRole();
  const requests = element('ol', { class: 'seen-list', 'aria-label': 'Latest requests' });
  const events = element('ol', { class: 'seen-list', 'aria-label': 'Latest events' });

  async function look(): Promise<void> {
    figures.waiting.value.textContent = String((await countWaitingEvents()) ?? '–');
    await role.look();
    const askedAtMs = performance.now();
    const journal = await control.journal();
    switchboard.show(journal.fault, askedAtMs);
    const traffic = sumTraffic(journal);
    figures.requests.value.textContent = String(traffic.requests);
    figures.unchanged.value.textContent = String(traffic.unchanged);
    figures.saved.value.textContent = BYTES.format(traffic.savedBytes / 1_000);
    figures.streams.value.textContent = String(traffic.openStreams);
    figures.exposures.value.textContent = String(traffic.exposures);
    figures.tracked.value.textContent = String(traffic.tracked);
    const asked = journal.requests.filter(({ method }) => method !== 'OPTIONS');
    requests.replaceChildren(...asked.slice(-SHOWN).reverse().map(requestItem));
    events.replaceChildren(...journal.events.slice(-SHOWN).reverse().map(eventItem));
  }

  function lookAgain(): void {
    setTimeout(() => {
      // Where the page's own server is gone, as offline, the last figures stay.
      const looked = document.hidden ? Promise.resolve() : Promise.all([look(), editor.look()]).catch(() => undefined);
      void looked.then(lookAgain);
    }, LOOK_INTERVAL_MS);
  }

  void look()
    .catch(() => undefined)
    .then(lookAgain);
  return element(
    'div',
    { class: 'relay-side' },
    element('div', { class: 'relay-flags' }, element('h3', {}, 'Its flags'), editor.root),
    element(
      'div',
      { class: 'relay-seen' },
      element('h3', {}, 'Its health'),
      switchboard.root,
      element('h3', {}, 'What it has seen'),
      element('dl', { class: 'figures' }, ...Object.values(figures).map(({ root }) => root), role.root),
      requests,
      element(
        'p',
        { class: 'hint' },
        'This page asks every two seconds, so that there is something to see; by default it is two minutes while a stream is open.',
      ),
      element('h3', {}, 'What its exporter has received'),
      events,
    ),
  );
}
