import { svgElement } from '../dom/svg-element.ts';

const WIDTH = 90;
const HEIGHT = 18;
const SPAN_MS = 120_000;

/** What a flag has answered lately, as a line that steps from variation to variation. */
export interface ChangeHistory {
  readonly root: SVGElement;
  /** Notes an answer; only a different one makes a step. */
  add(variation: string): void;
  /** Moves the line on to the present. */
  passTime(): void;
}

interface Step {
  readonly atMs: number;
  readonly level: number;
}

/** Makes the history of one flag in one mode: the last two minutes, the present at the right. */
export function createChangeHistory(): ChangeHistory {
  const levels: string[] = [];
  let steps: Step[] = [];
  const line = svgElement('polyline');
  const svg = svgElement('svg', { class: 'history', viewBox: `0 0 ${WIDTH} ${HEIGHT}`, role: 'img' }, line);

  function draw(): void {
    const nowMs = Date.now();
    // The step before the window stays: the line begins at its level.
    const first = steps.findLastIndex(({ atMs }) => atMs < nowMs - SPAN_MS);
    if (first > 0) steps = steps.slice(first);
    const highest = Math.max(1, levels.length - 1);
    const y = (level: number): number => HEIGHT - 2 - (level / highest) * (HEIGHT - 4);
    const x = (atMs: number): number => Math.max(0, WIDTH - ((nowMs - atMs) / SPAN_MS) * WIDTH);
    // Before the first step there was nothing else: its level holds from the left edge on.
    const points = steps[0] === undefined ? [] : [`0,${y(steps[0].level)}`];
    for (const [index, { atMs, level }] of steps.entries()) {
      const before = steps[index - 1];
      if (before !== undefined) points.push(`${x(atMs)},${y(before.level)}`);
      points.push(`${x(atMs)},${y(level)}`);
    }
    const last = steps.at(-1);
    if (last !== undefined) points.push(`${WIDTH},${y(last.level)}`);
    line.setAttribute('points', points.join(' '));
    const changes = Math.max(0, steps.length - 1);
    svg.setAttribute('aria-label', changes === 1 ? '1 change lately' : `${changes} changes lately`);
  }

  return {
    root: svg,
    add(variation) {
      if (!levels.includes(variation)) levels.push(variation);
      const level = levels.indexOf(variation);
      if (steps.at(-1)?.level !== level) steps.push({ atMs: Date.now(), level });
      draw();
    },
    passTime: draw,
  };
}
