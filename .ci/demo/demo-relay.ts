/** The relay proxy that the demo page talks to. */
export interface DemoRelay {
  readonly url: string;
  /** One word for the page: `embedded`, `real` or `external`. */
  readonly kind: string;
  /** For whoever started the demo. */
  readonly description: string;
  /** Where its flags come from, when they come from here. */
  readonly flagsFile: string | undefined;
  close(): Promise<void>;
}
