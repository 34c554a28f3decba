import type { RelayControls } from './relay-controls.ts';

/** The relay proxy that the demo page talks to. */
export interface DemoRelay {
  readonly url: string;
  /** One word for the page: `embedded`, `real` or `external`. */
  readonly kind: string;
  /** For whoever started the demo. */
  readonly description: string;
  /** Where its flags come from, when they come from here. */
  readonly flagsFile: string | undefined;
  /** How the page handles it, where it came with the page. */
  readonly controls: RelayControls | undefined;
  close(): Promise<void>;
}
