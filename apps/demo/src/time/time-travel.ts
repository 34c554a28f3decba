import type { EvaluationContext } from '@openfeature/web-sdk';
import { element, setAttributes } from '../dom/element.ts';
import { variationText } from '../flags/variation-text.ts';
import type { Lab } from '../lab/lab.ts';
import { momentText } from './moment-text.ts';
import { type MovableClock, type UpcomingChange, upcomingChanges } from './upcoming-changes.ts';

const HOUR_MS = 3_600_000;
const DAYS = 14;
const HOURS = DAYS * 24;

/** A slider over the next days, and what changes for the user until then. */
export interface TimeTravel {
  readonly root: HTMLElement;
  /** Begins to look ahead for a user. */
  start(context: EvaluationContext): void;
  setContext(context: EvaluationContext): void;
}

function distance(byMs: number): string {
  const minutes = Math.max(0, Math.round(byMs / 60_000));
  const days = Math.floor(minutes / 1_440);
  const hours = Math.floor((minutes % 1_440) / 60);
  if (days > 0) return `in ${days} d ${hours} h`;
  return hours > 0 ? `in ${hours} h ${minutes % 60} min` : `in ${minutes} min`;
}

function changeItem(change: UpcomingChange, fromMs: number, isPast: boolean): HTMLElement {
  return element(
    'li',
    { class: 'change', 'data-flag': change.flagKey, 'data-passed': isPast ? 'true' : 'false' },
    element('span', { class: 'change-when' }, distance(change.atMs - fromMs)),
    element('code', { class: 'change-flag' }, change.flagKey),
    element('span', { class: 'change-what' }, `${variationText(change.from)} → ${variationText(change.to)}`),
    element('time', { datetime: new Date(change.atMs).toISOString() }, momentText(change.atMs)),
  );
}

/**
 * Shows when this user's answers change in the next days: computed in the page, by the engine, without asking anybody.
 *
 * @param onTravel - Called with the time that the slider stands at; `undefined` is the present.
 */
export function createTimeTravel(lab: Lab, onTravel: (atMs: number | undefined) => void): TimeTravel {
  const slider = element('input', {
    type: 'range',
    min: '0',
    max: String(HOURS),
    step: '1',
    value: '0',
    id: 'time-slider',
    class: 'slider',
    disabled: true,
  });
  const moment = element('output', { class: 'time-moment', for: 'time-slider' }, momentText(undefined));
  const marks = element('div', { class: 'time-marks', 'aria-hidden': 'true' });
  const list = element('ol', { class: 'changes' });
  const none = element('p', { class: 'hint' }, 'The relay proxy has not sent its flags yet.');
  let context: EvaluationContext = {};
  let changes: readonly UpcomingChange[] = [];
  let fromMs = Date.now();

  function showMoment(): void {
    const hours = Number(slider.value);
    const atMs = hours === 0 ? undefined : fromMs + hours * HOUR_MS;
    const text = momentText(atMs);
    moment.textContent = text;
    setAttributes(slider, { 'aria-valuetext': text });
    list.replaceChildren(
      ...changes.map((change) => changeItem(change, fromMs, atMs !== undefined && change.atMs <= atMs)),
    );
    onTravel(atMs);
  }

  function lookAhead(): void {
    const clock: MovableClock = { nowMs: Date.now() };
    const evaluator = lab.evaluator(() => clock.nowMs);
    if (evaluator === undefined) return;
    evaluator.setContext(context);
    fromMs = clock.nowMs;
    const untilMs = fromMs + HOURS * HOUR_MS;
    changes = upcomingChanges(evaluator, clock, lab.flagKeys(), fromMs, untilMs);
    evaluator.dispose();
    slider.disabled = false;
    none.hidden = changes.length > 0;
    none.textContent = `Nothing changes by itself for this user in the next ${DAYS} days.`;
    marks.replaceChildren(
      ...changes.map((change) => {
        const mark = element('i', { class: 'time-mark' });
        mark.style.insetInlineStart = `${((change.atMs - fromMs) / (untilMs - fromMs)) * 100}%`;
        return mark;
      }),
    );
    showMoment();
  }

  slider.addEventListener('input', showMoment);
  return {
    root: element(
      'div',
      { class: 'time-travel' },
      element(
        'label',
        { class: 'time-label', for: 'time-slider' },
        `What will change by itself for this user within ${DAYS} days. The crowd below is shown as of `,
        moment,
      ),
      element('div', { class: 'time-track' }, slider, marks),
      none,
      list,
    ),
    start(first) {
      context = first;
      lab.listen(lookAhead);
    },
    setContext(next) {
      context = next;
      lookAhead();
    },
  };
}
