/** @throws Error when the page's own HTML lacks the element: a fault of the build, not of the visitor. */
export function requiredElement(id: string): HTMLElement {
  const found = document.getElementById(id);
  if (found === null) throw new Error(`index.html has no element with the id "${id}"`);
  return found;
}
