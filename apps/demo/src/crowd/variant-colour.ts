/** Colours that stay apart for most kinds of colour vision, on light and on dark ground. */
const COLOURS = ['#6277e0', '#2f9e75', '#d9822b', '#c2476f', '#8a8f98', '#7b5bc7'] as const;

/** The colour of the variation at `index`. */
export function variantColour(index: number): string {
  return COLOURS[index % COLOURS.length] ?? COLOURS[0];
}
