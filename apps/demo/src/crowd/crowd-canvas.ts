import { element } from '../dom/element.ts';
import type { CrowdMember } from './crowd.ts';
import { variantColour } from './variant-colour.ts';

/** Dots that move to the place of their variation. */
export interface CrowdCanvas {
  readonly root: HTMLCanvasElement;
  /** Moves each member to the field of its variation. */
  show(crowd: readonly CrowdMember[], counts: ReadonlyMap<string, number>): void;
}

interface Dot {
  x: number;
  y: number;
  toX: number;
  toY: number;
  colour: string;
}

const WIDTH = 1_000;
const HEIGHT = 260;
// A thousand dots in a handful of fields fill the canvas.
const RADIUS = 6.6;
/** From the middle of one dot to that of the next. */
const PITCH = RADIUS * 2 + 1.6;
const GAP = 16;
/** Share of the way that a dot covers in a frame. */
const PACE = 0.14;
const ARRIVED = 0.3;

const isStill = matchMedia('(prefers-reduced-motion: reduce)');

/** Where the dots of each variation go: fields beside one another, as wide as they are full. */
function fields(
  counts: ReadonlyMap<string, number>,
): ReadonlyMap<string, { readonly left: number; readonly columns: number }> {
  const rows = Math.floor(HEIGHT / PITCH);
  const wanted = [...counts]
    .filter(([, count]) => count > 0)
    .map(([variation, count]) => ({ variation, columns: Math.ceil(count / rows) }));
  const total = wanted.reduce((sum, { columns }) => sum + columns * PITCH, 0) + GAP * (wanted.length - 1);
  let left = Math.max(0, (WIDTH - total) / 2);
  return new Map(
    wanted.map(({ variation, columns }) => {
      const field = { left, columns };
      left += columns * PITCH + GAP;
      return [variation, field];
    }),
  );
}

export function createCrowdCanvas(): CrowdCanvas {
  const canvas = element('canvas', { class: 'crowd-canvas', 'aria-hidden': 'true' });
  const ratio = Math.min(2, Math.max(1, devicePixelRatio));
  canvas.width = WIDTH * ratio;
  canvas.height = HEIGHT * ratio;
  const dots: Dot[] = [];
  let isMoving = false;

  function draw(): void {
    const context = canvas.getContext('2d');
    if (context === null) return;
    context.setTransform(ratio, 0, 0, ratio, 0, 0);
    context.clearRect(0, 0, WIDTH, HEIGHT);
    for (const dot of dots) {
      context.beginPath();
      context.fillStyle = dot.colour;
      context.arc(dot.x, dot.y, RADIUS, 0, Math.PI * 2);
      context.fill();
    }
  }

  function step(): void {
    isMoving = false;
    for (const dot of dots) {
      const byX = dot.toX - dot.x;
      const byY = dot.toY - dot.y;
      const isThere = isStill.matches || Math.abs(byX) + Math.abs(byY) < ARRIVED;
      dot.x = isThere ? dot.toX : dot.x + byX * PACE;
      dot.y = isThere ? dot.toY : dot.y + byY * PACE;
      isMoving ||= !isThere;
    }
    draw();
    if (isMoving) requestAnimationFrame(step);
  }

  return {
    root: canvas,
    show(crowd, counts) {
      const places = fields(counts);
      const filled = new Map<string, number>();
      const names = [...counts.keys()];
      crowd.forEach(({ variation }, index) => {
        const { left, columns } = places.get(variation) ?? { left: 0, columns: 1 };
        const place = filled.get(variation) ?? 0;
        filled.set(variation, place + 1);
        const toX = left + (place % columns) * PITCH + RADIUS;
        const toY = Math.floor(place / columns) * PITCH + RADIUS + 1;
        const colour = variantColour(names.indexOf(variation));
        const dot = dots[index];
        if (dot === undefined) dots.push({ x: toX, y: toY, toX, toY, colour });
        else Object.assign(dot, { toX, toY, colour });
      });
      if (!isMoving) step();
    },
  };
}
