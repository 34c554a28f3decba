import { element } from '../dom/element.ts';
import { variationText } from '../flags/variation-text.ts';
import type { Lab } from '../lab/lab.ts';
import { momentText } from '../time/moment-text.ts';
import { CROWD_SIZE, createCrowd, evaluateCrowd } from './crowd.ts';
import { createCrowdCanvas } from './crowd-canvas.ts';
import { shareOf, withShare } from './share.ts';
import { createShareSlider } from './share-slider.ts';
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

function legendItem(variation: string, count: number, index: number): HTMLElement {
  const swatch = element('i', { class: 'crowd-swatch', 'aria-hidden': 'true' });
  swatch.style.background = variantColour(index);
  return element('li', { 'data-variation': variation }, swatch, `${variationText(variation)}: `, String(count));
}

export function createCrowdView(lab: Lab): CrowdView {
  const crowd = createCrowd();
  const canvas = createCrowdCanvas();
  const choice = element(
    'select',
    { id: 'crowd-flag', class: 'crowd-flag', disabled: true },
    element('option', { value: '' }, 'no flags yet'),
  );
  const legend = element('ul', { class: 'crowd-legend' });
  const cost = element('p', { class: 'hint' }, 'The relay proxy has not sent its flags yet.');
  let atMs: number | undefined;
  let triedPercent: number | undefined;
  const slider = createShareSlider((percent) => {
    triedPercent = percent;
    show();
  });

  /** The chosen flag, with what is tried out. */
  function flags(): Parameters<Lab['evaluator']>[1] {
    const flag = lab.flag(choice.value);
    const share = shareOf(flag);
    if (flag === undefined || share === undefined || triedPercent === undefined) return {};
    return { [choice.value]: withShare(flag, share, triedPercent) };
  }

  function show(): void {
    const evaluator = lab.evaluator(() => atMs ?? Date.now(), flags());
    if (evaluator === undefined || choice.value === '') return;
    const startedAt = performance.now();
    const counts = evaluateCrowd(crowd, evaluator, choice.value, lab.variations(choice.value));
    const tookMs = performance.now() - startedAt;
    evaluator.dispose();
    canvas.show(crowd, counts);
    legend.replaceChildren(...Array.from(counts, ([variation, count], index) => legendItem(variation, count, index)));
    cost.textContent = `${CROWD_SIZE.toLocaleString('en')} users as of ${momentText(atMs)}, evaluated in this page in ${tookMs.toFixed(1)} ms.`;
  }

  /** Shows a flag as the relay proxy has it. */
  function showFlag(): void {
    triedPercent = undefined;
    slider.show(shareOf(lab.flag(choice.value)));
    show();
  }

  function showFlags(): void {
    const chosen = choice.value === '' ? FIRST_FLAG : choice.value;
    const keys = lab.flagKeys();
    choice.disabled = false;
    choice.replaceChildren(...keys.map((key) => element('option', { value: key, selected: key === chosen }, key)));
    showFlag();
  }

  choice.addEventListener('change', showFlag);
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
      slider.root,
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
