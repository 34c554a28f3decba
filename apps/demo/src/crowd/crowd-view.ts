import { element } from '../dom/element.ts';
import type { Lab } from '../lab/lab.ts';
import { momentText } from '../time/moment-text.ts';
import { CROWD_SIZE, createCrowd, evaluateCrowd } from './crowd.ts';
import { createCrowdCanvas } from './crowd-canvas.ts';
import { variantColour } from './variant-colour.ts';

/** A thousand users and what one flag gives them. */
export interface CrowdView {
  readonly root: HTMLElement;
  /** Begins to follow the configuration. */
  start(): void;
  /** Asks again as if it were `atMs`; `undefined` is the present. */
  travel(atMs: number | undefined): void;
}

/** The flag that the view opens with, where there is such a flag. */
const FIRST_FLAG = 'new-checkout';

export function createCrowdView(lab: Lab): CrowdView {
  const crowd = createCrowd();
  const canvas = createCrowdCanvas();
  const choice = element('select', { id: 'crowd-flag', class: 'crowd-flag' });
  const legend = element('ul', { class: 'crowd-legend' });
  const cost = element('p', { class: 'hint' });
  let atMs: number | undefined;

  function show(): void {
    const evaluator = lab.evaluator(() => atMs ?? Date.now());
    if (evaluator === undefined || choice.value === '') return;
    const startedAt = performance.now();
    const counts = evaluateCrowd(crowd, evaluator, choice.value, lab.variations(choice.value));
    const tookMs = performance.now() - startedAt;
    evaluator.dispose();
    canvas.show(crowd, counts);
    legend.replaceChildren(
      ...[...counts].map(([variation, count], index) => {
        const swatch = element('i', { class: 'crowd-swatch', 'aria-hidden': 'true' });
        swatch.style.background = variantColour(index);
        const item = element('li', { 'data-variation': variation }, swatch, `${variation}: `, String(count));
        return item;
      }),
    );
    cost.textContent = `${CROWD_SIZE.toLocaleString('en')} users as of ${momentText(atMs)}, evaluated in this page in ${tookMs.toFixed(1)} ms.`;
  }

  function showFlags(): void {
    const chosen = choice.value === '' ? FIRST_FLAG : choice.value;
    const keys = lab.flagKeys();
    choice.replaceChildren(...keys.map((key) => element('option', { value: key, selected: key === chosen }, key)));
    show();
  }

  choice.addEventListener('change', show);
  return {
    root: element(
      'div',
      { class: 'crowd' },
      element(
        'label',
        { class: 'crowd-choice', for: 'crowd-flag' },
        element('span', { class: 'field-label' }, 'Flag'),
        choice,
      ),
      canvas.root,
      legend,
      cost,
    ),
    start: () => lab.listen(showFlags),
    travel(nextMs) {
      atMs = nextMs;
      show();
    },
  };
}
