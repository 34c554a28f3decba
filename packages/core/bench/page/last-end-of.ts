/** When the last of the files that are meant had come, in milliseconds since the navigation; `0` where none was fetched. */
export function lastEndOf(isMeant: (name: string) => boolean): number {
  const meant = performance.getEntriesByType('resource').filter(({ name }) => isMeant(name));
  return Math.max(0, ...meant.map((entry) => (entry as PerformanceResourceTiming).responseEnd));
}
