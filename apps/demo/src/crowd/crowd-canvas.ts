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
const GAP = 16;
/** From the edge of one dot to that of the next. */
const SPACE = 1.6;

/** How high the canvas is for its width, and how large a dot is. */
interface Measure {
  readonly height: number;
  readonly radius: number;
}

// A thousand dots in a handful of fields fill the canvas; where it is small on the screen, it is higher and its dots are larger.
const LOW: Measure = { height: 260, radius: 6.6 };
const HIGH: Measure = { height: 640, radius: 10.7 };
const isNarrow = matchMedia('(max-width: 48rem)');

/** Share of the way that a dot covers in a frame. */
const PACE = 0.14;
const ARRIVED = 0.3;

const isStill = matchMedia('(prefers-reduced-motion: reduce)');

/** Where the dots of each variation go: fields beside one another, as wide as they are full. */
function fields(
  counts: ReadonlyMap<string, number>,
  height: number,
  pitch: number,
): ReadonlyMap<string, { readonly left: number; readonly columns: number }> {
  const rows = Math.floor(height / pitch);
  const wanted = [...counts]
    .filter(([, count]) => count > 0)
    .map(([variation, count]) => ({ variation, columns: Math.ceil(count / rows) }));
  const total = wanted.reduce((sum, { columns }) => sum + columns * pitch, 0) + GAP * (wanted.length - 1);
  let left = Math.max(0, (WIDTH - total) / 2);
  return new Map(
    wanted.map(({ variation, columns }) => {
      const field = { left, columns };
      left += columns * pitch + GAP;
      return [variation, field];
    }),
  );
}

export function createCrowdCanvas(): CrowdCanvas {
  const canvas = element('canvas', { class: 'crowd-canvas', 'aria-hidden': 'true' });
  const ratio = Math.min(2, Math.max(1, devicePixelRatio));
  const dots: Dot[] = [];
  let measure = LOW;
  let isMoving = false;
  let showAgain = (): void => undefined;

  function fit(): void {
    measure = isNarrow.matches ? HIGH : LOW;
    canvas.width = WIDTH * ratio;
    canvas.height = measure.height * ratio;
  }

  function draw(): void {
    const context = canvas.getContext('2d');
    if (context === null) return;
    context.setTransform(ratio, 0, 0, ratio, 0, 0);
    context.clearRect(0, 0, WIDTH, measure.height);
    for (const dot of dots) {
      context.beginPath();
      context.fillStyle = dot.colour;
      context.arc(dot.x, dot.y, measure.radius, 0, Math.PI * 2);
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

  function show(crowd: readonly CrowdMember[], counts: ReadonlyMap<string, number>): void {
    showAgain = () => show(crowd, counts);
    const { height, radius } = measure;
    const pitch = radius * 2 + SPACE;
    const places = fields(counts, height, pitch);
    const filled = new Map<string, number>();
    const names = [...counts.keys()];
    crowd.forEach(({ variation }, index) => {
      const { left, columns } = places.get(variation) ?? { left: 0, columns: 1 };
      const place = filled.get(variation) ?? 0;
      filled.set(variation, place + 1);
      const toX = left + (place % columns) * pitch + radius;
      const toY = Math.floor(place / columns) * pitch + radius + 1;
      const colour = variantColour(names.indexOf(variation));
      const dot = dots[index];
      if (dot === undefined) dots.push({ x: toX, y: toY, toX, toY, colour });
      else Object.assign(dot, { toX, toY, colour });
    });
    if (!isMoving) step();
  }

  fit();
  isNarrow.addEventListener('change', () => {
    fit();
    // Nobody has got another variation: all are at their places at once.
    dots.length = 0;
    showAgain();
  });
  return { root: canvas, show };
}
