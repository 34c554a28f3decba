import { element, setAttributes } from '../dom/element.ts';
import type { Share } from './share.ts';

/** Tries out another share of a variation. */
export interface ShareSlider {
  readonly root: HTMLElement;
  /** Stands at what the relay proxy says; `undefined` for a flag that shares nothing out. */
  show(share: Share | undefined): void;
}

/** @param onTry - Called with what is tried, in percent. */
export function createShareSlider(onTry: (percent: number) => void): ShareSlider {
  const slider = element('input', {
    type: 'range',
    min: '0',
    max: '100',
    step: '1',
    id: 'crowd-share',
    class: 'slider',
  });
  const question = element('span');
  const tried = element('output', { class: 'crowd-percent', for: 'crowd-share' });
  const said = element('p', { class: 'hint', role: 'status' });
  const root = element(
    'div',
    { class: 'crowd-share', hidden: true },
    element('label', { class: 'time-label', for: 'crowd-share' }, question, ' ', tried),
    slider,
    said,
  );
  let share: Share | undefined;

  function tell(): void {
    const text = `${slider.value} %`;
    tried.textContent = text;
    setAttributes(slider, { 'aria-valuetext': text });
    const isTried = share !== undefined && Number(slider.value) !== share.percent;
    said.textContent = isTried
      ? `Tried out in this crowd alone: the relay proxy says ${share?.percent} %.`
      : 'As the relay proxy says. Move it: the crowd follows, and nobody else is touched.';
  }

  slider.addEventListener('input', () => {
    tell();
    onTry(Number(slider.value));
  });
  return {
    root,
    show(next) {
      share = next;
      root.hidden = next === undefined;
      if (next === undefined) return;
      const code = element('code', {}, next.variation);
      if (next.isProgressive) question.replaceChildren('What if the rollout ended with ', code, ' for');
      else question.replaceChildren('What if ', code, ' were for');
      // GO Feature Flag takes a rollout that ends with 0 for one whose end is not given: 100.
      slider.min = next.isProgressive ? '1' : '0';
      slider.value = String(next.percent);
      tell();
    },
  };
}
