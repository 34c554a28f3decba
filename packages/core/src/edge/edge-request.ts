/** What the platform gives along with a request. */
export interface EdgeRequest {
  /**
   * Keeps the isolate at work on `work` after the response: `(work) => ctx.waitUntil(work)` on Cloudflare, `waitUntil` of `@vercel/functions` or
   * of Next's event on Vercel. Without it, work that outlives the response may be cut off there; Node, Deno and Bun do not need it.
   * @defaultValue work goes on unheld
   */
  readonly waitUntil?: ((work: Promise<unknown>) => void) | undefined;
  /**
   * The request's own signal: once it is aborted, this request waits no longer. What other requests wait for goes on.
   * @defaultValue none
   */
  readonly signal?: AbortSignal | undefined;
}
