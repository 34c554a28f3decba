/** Does one piece of work after the other, in the order of asking, whatever becomes of those before. */
export type InTurn = <T>(work: () => Promise<T>) => Promise<T>;

/** Makes an {@link InTurn}: for what is read and written as a whole. */
export function createInTurn(): InTurn {
  let last: Promise<unknown> = Promise.resolve();
  return (work) => {
    const result = last.then(work);
    last = result.catch(() => undefined);
    return result;
  };
}
