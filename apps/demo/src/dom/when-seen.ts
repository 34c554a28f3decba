/**
 * Calls back once, when the element comes near the window: what nobody looks at costs nothing. Who walks by keyboard comes to what is there
 * only: with the first press of Tab everything is near.
 */
export function whenSeen(target: Element, callback: () => void): void {
  const walking = new AbortController();
  const begin = (): void => {
    observer.disconnect();
    walking.abort();
    callback();
  };
  const observer = new IntersectionObserver(
    (entries) => {
      if (entries.some(({ isIntersecting }) => isIntersecting)) begin();
    },
    { rootMargin: '200px' },
  );
  observer.observe(target);
  addEventListener('keydown', ({ key }) => key === 'Tab' && begin(), { signal: walking.signal });
}
