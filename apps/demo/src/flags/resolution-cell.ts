import { ErrorCode, type EvaluationDetails, type JsonValue } from '@openfeature/web-sdk';
import { element, setAttributes } from '../dom/element.ts';
import type { Insight } from '../lab/lab.ts';
import type { Mode } from '../modes/mode.ts';
import { createChangeHistory } from './change-history.ts';
import { jsonText } from './json-text.ts';

/** One flag's resolution in one mode. */
export interface ResolutionCell {
  readonly root: HTMLElement;
  /** Shows a resolution; a value that differs from the one before is pointed out for a moment. */
  readonly show: (details: EvaluationDetails<JsonValue>) => void;
  /** Shows what the evaluator knows besides. */
  readonly showInsight: (insight: Insight | undefined) => void;
  /** Shows how long one evaluation takes, on average of many. */
  readonly showMeanTime: (nanoseconds: number) => void;
  /** Moves the history of changes on to the present. */
  readonly passTime: () => void;
}

const NOTHING = '–';

const UNTIL = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short', hour: '2-digit', minute: '2-digit' });

/** A time as short as it is precise. */
function timeText(nanoseconds: number): string {
  return nanoseconds < 1_000 ? `${Math.round(nanoseconds)} ns` : `${(nanoseconds / 1_000).toFixed(1)} µs`;
}

function row(title: string, content: HTMLElement): HTMLElement {
  return element('div', { class: 'resolution-row' }, element('dt', {}, title), content);
}

export function createResolutionCell(mode: Mode): ResolutionCell {
  const value = element('code', { class: 'resolution-value', 'data-field': 'value' });
  const variant = element('dd', { 'data-field': 'variant' });
  const reason = element('dd', { 'data-field': 'reason' });
  const error = element('dd', { 'data-field': 'error' });
  const errorRow = row('Error', error);
  const rule = element('dd', { 'data-field': 'rule' });
  const ruleRow = row('Rule', rule);
  const bucket = element('dd', { 'data-field': 'bucket' });
  const bucketRow = row('Bucket', bucket);
  const until = element('dd', { 'data-field': 'until' });
  const untilRow = row('Until', until);
  const mean = element('dd', { 'data-field': 'mean' }, NOTHING);
  const history = createChangeHistory();
  for (const optional of [ruleRow, bucketRow, untilRow]) optional.hidden = true;
  const root = element(
    'div',
    { class: 'resolution', role: 'group', 'aria-label': mode.title, 'data-mode': mode.id },
    element('span', { class: 'resolution-mode', 'aria-hidden': 'true' }, mode.title),
    value,
    element(
      'dl',
      { class: 'resolution-how' },
      row('Variant', variant),
      row('Reason', reason),
      errorRow,
      ruleRow,
      bucketRow,
      untilRow,
      row('Takes', mean),
      row('Changes', element('dd', {}, history.root)),
    ),
  );
  let shownBefore = false;

  return {
    root,
    show({ value: resolved, variant: chosen, reason: why, errorCode, errorMessage, flagMetadata }) {
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
      const ruleName = flagMetadata['evaluatedRuleName'];
      rule.textContent = String(ruleName ?? '');
      ruleRow.hidden = ruleName === undefined || ruleName === '';
      // A default in place of an answer that is still under way is no change.
      if (errorCode !== ErrorCode.PROVIDER_NOT_READY) history.add(`${chosen ?? ''} ${text}`);
      root.classList.toggle('is-default', errorCode !== undefined);
    },
    showInsight(insight) {
      bucket.textContent = insight?.bucket === undefined ? '' : `${insight.bucket} of 100`;
      bucketRow.hidden = insight?.bucket === undefined;
      const isTimed = insight !== undefined && Number.isFinite(insight.validUntilMs);
      until.textContent = isTimed ? UNTIL.format(insight.validUntilMs) : '';
      untilRow.hidden = !isTimed;
    },
    showMeanTime(nanoseconds) {
      mean.textContent = timeText(nanoseconds);
    },
    passTime: () => history.passTime(),
  };
}
