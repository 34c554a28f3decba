/** What a guard process is started with. */
export interface GuardOrders {
  /** Working folder of the relay proxy; deleted at the end. */
  readonly folder: string;
  readonly logFile: string;
  readonly command: readonly string[];
  readonly environment: Readonly<Record<string, string>>;
  /** Commands that end and remove whatever is not a child process of the guard. */
  readonly cleanUp: readonly (readonly string[])[];
}

/** What a guard process says. */
export type GuardReport =
  | { readonly event: 'started'; readonly processId: number }
  | { readonly event: 'ended'; readonly reason: string };
