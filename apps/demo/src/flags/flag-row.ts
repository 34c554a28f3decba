import type { EvaluationDetails, JsonValue } from '@openfeature/web-sdk';
import { element } from '../dom/element.ts';
import type { Insight } from '../lab/lab.ts';
import type { Mode, ModeId } from '../modes/mode.ts';
import type { DemoFlag } from './demo-flag.ts';
import { jsonText } from './json-text.ts';
import { createResolutionCell } from './resolution-cell.ts';

/** One flag with its resolution in each mode. */
export interface FlagRow {
  readonly flag: DemoFlag;
  readonly root: HTMLElement;
  readonly show: (mode: ModeId, details: EvaluationDetails<JsonValue>) => void;
  readonly showInsight: (mode: ModeId, insight: Insight | undefined) => void;
  readonly showMeanTime: (mode: ModeId, nanoseconds: number) => void;
  /** Moves the histories of changes on to the present. */
  readonly passTime: () => void;
  /** Points out, or stops pointing out, that the modes answer differently. */
  readonly setDiffering: (isDiffering: boolean) => void;
}

export function createFlagRow(flag: DemoFlag, modes: readonly Mode[]): FlagRow {
  const cells = new Map(modes.map((mode) => [mode.id, createResolutionCell(mode)]));
  const titleId = `flag-${flag.key}`;
  const difference = element('p', { class: 'flag-difference', hidden: true }, 'The modes answer differently');
  const root = element(
    'li',
    { class: 'flag', 'data-flag': flag.key, 'aria-labelledby': titleId },
    element(
      'div',
      { class: 'flag-head' },
      element('h3', { id: titleId, class: 'flag-key' }, flag.key),
      element('p', { class: 'flag-about' }, flag.about),
      element(
        'p',
        { class: 'flag-type' },
        element('span', { class: 'tag' }, flag.type),
        ' default ',
        element('code', {}, jsonText(flag.defaultValue).replaceAll(/\s+/g, ' ')),
      ),
      difference,
    ),
    ...Array.from(cells.values(), (cell) => cell.root),
  );
  return {
    flag,
    root,
    show: (mode, details) => cells.get(mode)?.show(details),
    showInsight: (mode, insight) => cells.get(mode)?.showInsight(insight),
    showMeanTime: (mode, nanoseconds) => cells.get(mode)?.showMeanTime(nanoseconds),
    passTime() {
      for (const cell of cells.values()) cell.passTime();
    },
    setDiffering(isDiffering) {
      difference.hidden = !isDiffering;
      root.classList.toggle('is-differing', isDiffering);
    },
  };
}
