/** Makes something once, at the first call. A failure is not kept: the next call tries again. */
export function keepUnlessFailed<T>(make: () => Promise<T>): () => Promise<T> {
  let loading: Promise<T> | undefined;
  const forget = (error: unknown): never => {
    loading = undefined;
    throw error;
  };
  return () => {
    loading ??= make().catch(forget);
    return loading;
  };
}
