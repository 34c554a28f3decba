import type { EvaluationSnapshot } from '@goff-web/core/edge';

/** A script element that holds a snapshot. A flag's value may contain `</script>`; escaped, it cannot end the element. */
export function snapshotElement(snapshot: EvaluationSnapshot): string {
  const json = JSON.stringify(snapshot).replaceAll('<', '\\u003c');
  return `<script type="application/json" id="flags">${json}</script>`;
}
